package io.shiyun.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.UUID;
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
    /** The namespace of {@link #uuid}: chosen once, never changed. */
    private static final UUID NAMESPACE = UUID.fromString("7f0e6c1c-53a8-4d43-9c0a-2f5ef0f4b6d1");

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

    /** The token as a UUID of version 5 (RFC 9562), for clouds that want a UUID. */
    public static UUID uuid(String token) {
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .flip());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(token.getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & 0xFFFF_FFFF_FFFF_0FFFL) | 0x5000L;
            long low = (hash.getLong() & 0x3FFF_FFFF_FFFF_FFFFL) | 0x8000_0000_0000_0000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-1", e);
        }
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
