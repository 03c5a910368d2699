package io.shiyun.provider.openstack;

import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;

/** A key of its own and the request to certify it (PKCS #10, RFC 2986). */
final class CertificateRequest {
    private static final int BITS = 2048;

    /** 1.2.840.113549.1.1.11 sha256WithRSAEncryption with no parameters (RFC 4055). */
    private static final byte[] SHA256_WITH_RSA = {
        0x30, 0x0d, 0x06, 0x09, 0x2a, (byte) 0x86, 0x48, (byte) 0x86, (byte) 0xf7, 0x0d, 0x01, 0x01, 0x0b, 0x05, 0x00
    };

    /** 2.5.4.10 and 2.5.4.3 (RFC 5280). */
    private static final byte[] ORGANIZATION = {0x06, 0x03, 0x55, 0x04, 0x0a};

    private static final byte[] COMMON_NAME = {0x06, 0x03, 0x55, 0x04, 0x03};

    private static final byte[] VERSION_1 = {0x02, 0x01, 0x00};
    private static final int ATTRIBUTES = 0xa0;

    private final KeyPair keys;
    private final byte[] encoded;

    private CertificateRequest(KeyPair keys, byte[] encoded) {
        this.keys = keys;
        this.encoded = encoded;
    }

    /** Makes a key for this name, which in Kubernetes is a user, and this organization, which is a group. */
    static CertificateRequest of(String organization, String name) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(BITS);
            KeyPair keys = generator.generateKeyPair();
            byte[] subject = Der.sequence(named(ORGANIZATION, organization), named(COMMON_NAME, name));
            byte[] info =
                    Der.sequence(VERSION_1, subject, keys.getPublic().getEncoded(), Der.part(ATTRIBUTES, new byte[0]));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(keys.getPrivate());
            signature.update(info);
            return new CertificateRequest(keys, Der.sequence(info, SHA256_WITH_RSA, Der.bits(signature.sign())));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every Java has RSA and SHA-256", e);
        }
    }

    private static byte[] named(byte[] type, String value) {
        return Der.set(Der.sequence(type, Der.text(value)));
    }

    KeyPair keys() {
        return keys;
    }

    /** Returns the request as PEM. */
    String pem() {
        return Pem.write("CERTIFICATE REQUEST", encoded);
    }
}
