package io.shiyun.wire;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/** Trust in the JDK's own certificate authorities, and in those of a PEM file besides. */
final class Trust {
    private Trust() {}

    /**
     * Returns a context that trusts the JDK's own authorities, and those of the file if there is one. The JDK's are read when a server
     * first shows a certificate: that takes longer than all else about a client, and one of plain HTTP never needs it.
     *
     * @throws IllegalArgumentException when the file cannot be read or holds no certificate
     */
    static SSLContext context(@Nullable Path pem) {
        try {
            DatedTrust trust = pem == null ? new DatedTrust(Trust::jdk) : both(manager(with(pem)));
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {trust}, null);
            return context;
        } catch (GeneralSecurityException | IOException e) {
            throw new IllegalArgumentException(
                    "the setting 'ca-file' names " + pem + ", which cannot be read as certificates in PEM form", e);
        }
    }

    private static DatedTrust both(X509ExtendedTrustManager manager) {
        return new DatedTrust(() -> manager);
    }

    private static KeyStore with(Path pem) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        int count = 0;
        for (Certificate given : read(pem)) {
            store.setCertificateEntry("given-" + count++, given);
        }
        for (X509Certificate own : manager(null).getAcceptedIssuers()) {
            store.setCertificateEntry("jdk-" + count++, own);
        }
        return store;
    }

    private static Collection<? extends Certificate> read(Path pem) throws IOException, GeneralSecurityException {
        try (InputStream in = Files.newInputStream(pem)) {
            Collection<? extends Certificate> found =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            if (found.isEmpty()) {
                throw new IOException("no certificate in it");
            }
            return found;
        }
    }

    private static X509ExtendedTrustManager jdk() {
        try {
            return manager(null);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("the JDK's own certificate authorities cannot be read", e);
        }
    }

    /** Returns what trusts the certificates of a store; those of the JDK when it is null. */
    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        for (TrustManager manager : factory.getTrustManagers()) {
            if (manager instanceof X509ExtendedTrustManager x509) {
                return x509;
            }
        }
        throw new GeneralSecurityException("this JDK checks no X.509 certificates");
    }
}
