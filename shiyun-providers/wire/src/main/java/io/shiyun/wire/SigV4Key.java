package io.shiyun.wire;

import io.shiyun.model.Secret;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Key;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** The key that is derived for a day, a region and a service. */
record SigV4Key(String day, Key key) {
    private static final String HMAC = "HmacSHA256";

    static SigV4Key derive(Secret secret, String day, String region, String service) {
        byte[] key = ("AWS4" + secret.reveal()).getBytes(StandardCharsets.UTF_8);
        for (String part : new String[] {day, region, service, "aws4_request"}) {
            key = hmac(new SecretKeySpec(key, HMAC), part);
        }
        return new SigV4Key(day, new SecretKeySpec(key, HMAC));
    }

    String sign(String text) {
        return SigV4Text.hex(hmac(key, text));
    }

    private static byte[] hmac(Key key, String text) {
        try {
            Mac mac = Mac.getInstance(HMAC);
            mac.init(key);
            return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("this JDK has no " + HMAC, e);
        }
    }

    @Override
    public String toString() {
        return "SigV4Key[" + day + "]";
    }
}
