package io.shiyun.provider.jclouds;

import org.jclouds.logging.Logger;
import org.jclouds.logging.NullLogger;
import org.jclouds.logging.config.LoggingModule;

/**
 * Keeps jclouds from logging: requests and replies hold secrets, and what failed is thrown. jclouds' own module of that kind prints errors on
 * the terminal.
 */
final class Silence extends LoggingModule {
    private static final Logger NOTHING = new Nothing();

    @Override
    public Logger.LoggerFactory createLoggerFactory() {
        return category -> NOTHING;
    }

    private static final class Nothing extends NullLogger {
        @Override
        public void error(String message, Object... args) {}

        @Override
        public void error(Throwable throwable, String message, Object... args) {}

        @Override
        public boolean isErrorEnabled() {
            return false;
        }
    }
}
