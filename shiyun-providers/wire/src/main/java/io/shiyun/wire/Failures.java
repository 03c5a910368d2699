package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.security.cert.CertPathBuilderException;
import java.security.cert.CertificateExpiredException;
import java.security.cert.CertificateNotYetValidException;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** What a failure below HTTP means. What surely failed before the request was sent is NOT_SENT, all else is in doubt. */
final class Failures {
    private Failures() {}

    static CloudException of(Throwable thrown, Request request) {
        Throwable failure = thrown;
        while ((failure instanceof CompletionException || failure instanceof ExecutionException)
                && failure.getCause() != null) {
            failure = failure.getCause();
        }
        if (failure instanceof CloudException known) {
            return known;
        }
        String host = host(request);
        if (caused(failure, UnresolvedAddressException.class) || caused(failure, UnknownHostException.class)) {
            return notSent("UnknownHost", "the host name of " + host + " is not known; check the endpoint", failure);
        }
        if (failure instanceof HttpConnectTimeoutException) {
            return notSent("ConnectTimeout", host + " took no connection in time", failure);
        }
        if (failure instanceof ConnectException || caused(failure, NoRouteToHostException.class)) {
            return notSent("ConnectionRefused", "the connection to " + host + " was refused", failure);
        }
        if (failure instanceof SSLHandshakeException
                || (failure instanceof SSLException && beforeTheHandshake(failure))) {
            return notSent("TlsHandshake", tls(host, failure), failure);
        }
        if (String.valueOf(failure.getMessage()).startsWith("Tunnel failed")) {
            return notSent("ProxyRefused", "the proxy made no way to " + host, failure);
        }
        return CloudException.of(
                        request.doubt(), Reason.UNAVAILABLE, "the connection to " + host + " broke: " + words(failure))
                .scope(Scope.REGION)
                .code("ConnectionBroken")
                .cause(failure)
                .build();
    }

    private static CloudException notSent(String code, String message, Throwable cause) {
        return CloudException.of(Certainty.NOT_SENT, Reason.UNAVAILABLE, message)
                .scope(Scope.REGION)
                .code(code)
                .cause(cause)
                .build();
    }

    /** Whoever answers a greeting of TLS with something else has not seen the request. */
    private static boolean beforeTheHandshake(Throwable failure) {
        return String.valueOf(failure.getMessage()).contains("unrecognized SSL message");
    }

    private static String tls(String host, Throwable failure) {
        if (caused(failure, CertificateExpiredException.class)) {
            return "the certificate of " + host + " has expired; its operator must renew it";
        }
        if (caused(failure, CertificateNotYetValidException.class)) {
            return "the certificate of " + host + " is not valid yet; check the clock of this machine";
        }
        if (caused(failure, CertPathBuilderException.class)) {
            return "the certificate of " + host
                    + " is signed by nobody who is trusted here; give its authority by the setting 'ca-file'";
        }
        return "no secure connection to " + host + ": " + words(failure);
    }

    private static boolean caused(@Nullable Throwable failure, Class<? extends Throwable> type) {
        Throwable cause = failure;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return true;
            }
            cause = cause.getCause();
        }
        return false;
    }

    private static String words(Throwable failure) {
        String message = failure.getMessage();
        return message == null || message.isEmpty() ? failure.getClass().getSimpleName() : message;
    }

    private static String host(Request request) {
        int port = request.uri().getPort();
        return request.uri().getHost() + (port < 0 ? "" : ":" + port);
    }
}
