package io.shiyun.provider.jclouds;

import com.google.common.base.Function;
import com.google.common.base.Supplier;
import com.google.inject.AbstractModule;
import com.google.inject.Inject;
import com.google.inject.Scopes;
import com.google.inject.name.Named;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import javax.net.ssl.HostnameVerifier;
import javax.net.ssl.SSLContext;
import org.jclouds.Constants;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.HttpRequest;
import org.jclouds.http.HttpResponse;
import org.jclouds.http.HttpUtils;
import org.jclouds.http.IOExceptionRetryHandler;
import org.jclouds.http.config.ConfiguresHttpCommandExecutorService;
import org.jclouds.http.config.SSLModule;
import org.jclouds.http.handlers.DelegatingErrorHandler;
import org.jclouds.http.handlers.DelegatingRetryHandler;
import org.jclouds.http.internal.HttpWire;
import org.jclouds.http.internal.JavaUrlHttpCommandExecutorService;
import org.jclouds.io.ContentMetadataCodec;
import org.jclouds.rest.AuthorizationException;

/** jclouds' own HTTP by {@link HttpURLConnection}, kept within the time of a call and noted down in its {@link Exchange}. */
@ConfiguresHttpCommandExecutorService
final class Transport extends AbstractModule {
    @Override
    protected void configure() {
        install(new SSLModule());
        bind(HttpUtils.class).to(Times.class).in(Scopes.SINGLETON);
        bind(HttpCommandExecutorService.class).to(Sender.class).in(Scopes.SINGLETON);
    }

    /** The times of one request: those of the settings, or what is left of the call when that is less. */
    static final class Times extends HttpUtils {
        @Inject
        Times(
                @Named(Constants.PROPERTY_CONNECTION_TIMEOUT) int connect,
                @Named(Constants.PROPERTY_SO_TIMEOUT) int read,
                @Named(Constants.PROPERTY_MAX_CONNECTIONS_PER_CONTEXT) int most,
                @Named(Constants.PROPERTY_MAX_CONNECTIONS_PER_HOST) int mostOfHost) {
            super(connect, read, most, mostOfHost);
        }

        @Override
        public int getConnectionTimeout() {
            return atMost(super.getConnectionTimeout());
        }

        @Override
        public int getSocketOpenTimeout() {
            return atMost(super.getSocketOpenTimeout());
        }

        private static int atMost(int millis) {
            Exchange exchange = Exchange.current();
            if (exchange == null) {
                return millis;
            }
            long left = Math.max(1, exchange.call().remaining().toMillis());
            return (int) Math.min(millis <= 0 ? Integer.MAX_VALUE : millis, left);
        }
    }

    /** Sends in the calling thread. */
    static final class Sender extends JavaUrlHttpCommandExecutorService {
        @Inject
        Sender(
                HttpUtils utils,
                ContentMetadataCodec contentMetadataCodec,
                DelegatingRetryHandler retryHandler,
                IOExceptionRetryHandler ioRetryHandler,
                DelegatingErrorHandler errorHandler,
                HttpWire wire,
                @Named("untrusted") HostnameVerifier verifier,
                @Named("untrusted") Supplier<SSLContext> untrusted,
                Function<URI, Proxy> proxyForURI,
                @Named(Constants.PROPERTY_IDEMPOTENT_METHODS) String idempotentMethods,
                @Named(Constants.PROPERTY_OUTPUT_SOCKET_BUFFER_SIZE) int bufferSize,
                @Named(Constants.PROPERTY_USER_AGENT) String userAgent) {
            super(
                    utils,
                    contentMetadataCodec,
                    retryHandler,
                    ioRetryHandler,
                    errorHandler,
                    wire,
                    verifier,
                    untrusted,
                    proxyForURI,
                    idempotentMethods,
                    bufferSize,
                    userAgent);
        }

        @Override
        protected HttpURLConnection initConnection(HttpRequest request) throws IOException {
            HttpURLConnection connection = super.initConnection(request);
            Exchange exchange = Exchange.current();
            if (exchange != null) {
                exchange.sending(request.getMethod(), request.getEndpoint().getPath());
                exchange.opened(connection);
            }
            return connection;
        }

        @Override
        protected HttpResponse invoke(HttpURLConnection connection) throws IOException, InterruptedException {
            HttpResponse response = super.invoke(connection);
            Exchange exchange = Exchange.current();
            if (exchange != null) {
                exchange.answered(response.getStatusCode());
                if (response.getStatusCode() == 401 && exchange.tokenRefusedAgain()) {
                    throw new AuthorizationException("the secret was refused, and so was a new token");
                }
            }
            return response;
        }
    }
}
