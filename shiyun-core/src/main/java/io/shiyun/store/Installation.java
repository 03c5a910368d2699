package io.shiyun.store;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.util.HexFormat;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Who this installation is. Its key makes the tokens of intents, so that the same intent has the same token after a
 * crash and no two installations share one. Thread-safe.
 */
public final class Installation {
    /** How long a token is: short enough for every cloud's limit (64), long enough (160 bit) never to collide. */
    static final int TOKEN_LENGTH = 32;

    private static final char[] BASE32 = "abcdefghijklmnopqrstuvwxyz234567".toCharArray();
    private final String id;
    private final SecretKeySpec key;

    Installation(String id, byte[] key) {
        this.id = id;
        this.key = new SecretKeySpec(key, "HmacSHA256");
    }

    /** The name of this installation: 128 random bits as a UUID. Not secret. */
    public String id() {
        return id;
    }

    /**
     * The creation token of one epoch of an operation: lower-case base32 (RFC 4648, no padding) of
     * HMAC-SHA256(installation key, operation id | epoch), cut to 32 characters. The same input always has the same
     * token.
     */
    public String token(String operationId, int epoch) {
        if (operationId.isBlank() || epoch < 1) {
            throw new IllegalArgumentException(
                    "A token needs an operation id and an epoch of 1 or more, not '" + operationId + "' and " + epoch);
        }
        return base32(mac(operationId + "|" + epoch)).substring(0, TOKEN_LENGTH);
    }

    /** HMAC-SHA256 with this installation's key, as 64 hexadecimal digits. */
    public String hash(String text) {
        return HexFormat.of().formatHex(mac(text));
    }

    private byte[] mac(String text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has HmacSHA256", e);
        }
    }

    private static String base32(byte[] bytes) {
        StringBuilder out = new StringBuilder((bytes.length * 8 + 4) / 5);
        int buffer = 0;
        int bits = 0;
        for (byte each : bytes) {
            buffer = (buffer << 8) | (each & 0xFF);
            bits += 8;
            while (bits >= 5) {
                bits -= 5;
                out.append(BASE32[(buffer >> bits) & 31]);
            }
            buffer &= (1 << bits) - 1;
        }
        if (bits > 0) {
            out.append(BASE32[(buffer << (5 - bits)) & 31]);
        }
        return out.toString();
    }

    @Override
    public String toString() {
        return "Installation(" + id + ")";
    }
}
