package io.shiyun.wire;

import java.net.Socket;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.util.function.Supplier;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Trusts whom another trusts, as long as the server's own certificate has not expired: the JDK does not ask for the date of a certificate
 * that is itself in the trust store, as a self-signed one is.
 */
final class DatedTrust extends X509ExtendedTrustManager {
    private final Supplier<X509ExtendedTrustManager> source;
    private volatile @Nullable X509ExtendedTrustManager known;

    /** Trusts whom the one of {@code source} trusts, who is asked for when first needed. */
    DatedTrust(Supplier<X509ExtendedTrustManager> source) {
        this.source = source;
    }

    /** Two threads may both ask at first; both get the same answer. */
    private X509ExtendedTrustManager trust() {
        X509ExtendedTrustManager trust = known;
        if (trust == null) {
            trust = source.get();
            known = trust;
        }
        return trust;
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust().checkServerTrusted(chain, authType, engine);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust().checkServerTrusted(chain, authType, socket);
        chain[0].checkValidity();
    }

    @Override
    public void checkServerTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust().checkServerTrusted(chain, authType);
        chain[0].checkValidity();
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, SSLEngine engine)
            throws CertificateException {
        trust().checkClientTrusted(chain, authType, engine);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType, Socket socket)
            throws CertificateException {
        trust().checkClientTrusted(chain, authType, socket);
    }

    @Override
    public void checkClientTrusted(X509Certificate[] chain, String authType) throws CertificateException {
        trust().checkClientTrusted(chain, authType);
    }

    @Override
    public X509Certificate[] getAcceptedIssuers() {
        return trust().getAcceptedIssuers();
    }
}
