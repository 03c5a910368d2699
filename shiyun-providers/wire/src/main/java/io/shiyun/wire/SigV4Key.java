package io.shiyun.wire;

import io.shiyun.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * The key that is derived for a day, a region and a service.
 *
 * @param day the day, as {@code 20150830}
 * @param key the key itself
 * @param mac what computes with it; never used itself, a copy of it spares the search for who computes it
 */
record SigV4Key(String day, SecretKeySpec key, Mac mac) {
    private static final String HMAC = "HmacSHA256";

    static SigV4Key derive(Secret secret, String day, String region, String service) {
        SecretKeySpec key = key(("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8));
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = key(mac(key).doFinal(part.getBytes(StandardCharsets.UTF_8)));
        }
        return new SigV4Key(day, key, mac(key));
    }

    String sign(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        try {
            return SigV4Text.hex(((Mac) mac.clone()).doFinal(bytes));
        } catch (CloneNotSupportedException e) {
            return SigV4Text.hex(mac(key).doFinal(bytes));
        }
    }

    private static SecretKeySpec key(byte[] bytes) {
        return new SecretKeySpec(bytes, HMAC);
    }

    private static Mac mac(SecretKeySpec key) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "SigV4Key[" + day + "]";
    }
}
