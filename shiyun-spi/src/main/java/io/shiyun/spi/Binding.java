package io.shiyun.spi;

import io.shiyun.model.Located;
import io.shiyun.model.MiddlewareId;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import java.util.Map;
import java.util.Objects;

/**
 * What an app needs to use a managed service.
 *
 * @param middleware which
 * @param secrets variables, such as a connection address with its password
 */
public record Binding(MiddlewareId middleware, Map<String, Secret> secrets) implements Located {
    public Binding {
        Objects.requireNonNull(middleware, "middleware");
        secrets = Map.copyOf(secrets);
    }

    @Override
    public Region region() {
        return middleware.region();
    }
}
