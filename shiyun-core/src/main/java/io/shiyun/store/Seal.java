package io.shiyun.store;

import io.shiyun.store.StoreException.Kind;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.Base64;
import java.util.HexFormat;
import javax.crypto.AEADBadTagException;
import javax.crypto.Cipher;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;

/**
 * Seals secret values at rest with AES-256-GCM. A sealed value reads {@code sealed:v1:} and the base64 of key id (4
 * bytes), nonce (12, random), text and tag (16). What the value is for is sealed in, so that a sealed value moved to
 * another field does not open. Thread-safe.
 */
public final class Seal {
    /** How a sealed value begins. */
    public static final String PREFIX = "sealed:v1:";

    static final int KEY_BYTES = 32;
    private static final int ID_BYTES = 4;
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final SecureRandom RANDOM = new SecureRandom();

    private final SecretKey key;
    private final byte[] id;
    private final String origin;

    private Seal(byte[] key, String origin) {
        this.key = new SecretKeySpec(key, "AES");
        this.id = fingerprint(key);
        this.origin = origin;
    }

    /**
     * A seal with this key.
     *
     * @param key 32 bytes; copied
     * @param origin where the key came from, for messages; not the key
     */
    static Seal of(byte[] key, String origin) {
        if (key.length != KEY_BYTES) {
            throw new StoreException(
                    Kind.KEY,
                    null,
                    "The sealing key from " + origin + " has " + key.length + " bytes; it must be the base64 of "
                            + KEY_BYTES + " random bytes, as 'openssl rand -base64 32' prints");
        }
        return new Seal(key.clone(), origin);
    }

    /** A name for the key that gives nothing away: 8 hexadecimal digits of its hash. */
    public String id() {
        return HexFormat.of().formatHex(id);
    }

    /** Seals a value for one purpose, such as the name of its field. Each call gives another text. */
    public String seal(String plain, String purpose) {
        byte[] nonce = new byte[NONCE_BYTES];
        RANDOM.nextBytes(nonce);
        try {
            byte[] sealed = cipher(Cipher.ENCRYPT_MODE, nonce, purpose).doFinal(plain.getBytes(StandardCharsets.UTF_8));
            byte[] all = ByteBuffer.allocate(ID_BYTES + NONCE_BYTES + sealed.length)
                    .put(id)
                    .put(nonce)
                    .put(sealed)
                    .array();
            return PREFIX + Base64.getEncoder().encodeToString(all);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES/GCM", e);
        }
    }

    /** Whether a text looks like a sealed value. */
    public static boolean isSealed(String text) {
        return text.startsWith(PREFIX);
    }

    /**
     * Opens what {@link #seal} made for the same purpose.
     *
     * @throws StoreException of kind KEY if it was sealed with another key, for another purpose, or was damaged
     */
    public String open(String sealed, String purpose) {
        byte[] all = decode(sealed, purpose);
        if (!Arrays.equals(all, 0, ID_BYTES, id, 0, ID_BYTES)) {
            throw new StoreException(
                    Kind.KEY,
                    null,
                    "The value of " + purpose + " was sealed with key "
                            + HexFormat.of().formatHex(all, 0, ID_BYTES) + ", but the key from " + origin + " is "
                            + id() + ": bring back the key it was sealed with");
        }
        byte[] nonce = Arrays.copyOfRange(all, ID_BYTES, ID_BYTES + NONCE_BYTES);
        try {
            byte[] plain = cipher(Cipher.DECRYPT_MODE, nonce, purpose)
                    .doFinal(all, ID_BYTES + NONCE_BYTES, all.length - ID_BYTES - NONCE_BYTES);
            return new String(plain, StandardCharsets.UTF_8);
        } catch (AEADBadTagException e) {
            throw new StoreException(
                    Kind.KEY,
                    null,
                    "The sealed value of " + purpose + " does not open: it was changed, or moved here from elsewhere",
                    e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java runtime has AES/GCM", e);
        }
    }

    private static byte[] decode(String sealed, String purpose) {
        if (isSealed(sealed)) {
            try {
                byte[] all = Base64.getDecoder().decode(sealed.substring(PREFIX.length()));
                if (all.length >= ID_BYTES + NONCE_BYTES + TAG_BITS / 8) {
                    return all;
                }
            } catch (IllegalArgumentException e) {
                throw malformed(purpose, e);
            }
        }
        throw malformed(purpose, new IllegalArgumentException("too short, or without " + PREFIX));
    }

    /** The cause is ours or the decoder's, which name positions and characters of ciphertext only. */
    private static StoreException malformed(String purpose, IllegalArgumentException cause) {
        return new StoreException(Kind.KEY, null, "The value of " + purpose + " is not a sealed value", cause);
    }

    private Cipher cipher(int mode, byte[] nonce, String purpose) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(purpose.getBytes(StandardCharsets.UTF_8));
        return cipher;
    }

    private static byte[] fingerprint(byte[] key) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            digest.update("shiyun seal key id".getBytes(StandardCharsets.UTF_8));
            return Arrays.copyOf(digest.digest(key), ID_BYTES);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    @Override
    public String toString() {
        return "Seal(key " + id() + " from " + origin + ")";
    }
}
