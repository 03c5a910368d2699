package io.shiyun.provider.jclouds;

import com.google.inject.AbstractModule;
import com.google.inject.Scopes;
import org.jclouds.http.HttpCommandExecutorService;
import org.jclouds.http.config.ConfiguresHttpCommandExecutorService;
import org.jclouds.http.config.SSLModule;

/** Gives jclouds a {@link Sender} instead of a client of its own. */
@ConfiguresHttpCommandExecutorService
final class Transport extends AbstractModule {
    @Override
    protected void configure() {
        install(new SSLModule());
        bind(HttpCommandExecutorService.class).to(Sender.class).in(Scopes.SINGLETON);
    }
}
