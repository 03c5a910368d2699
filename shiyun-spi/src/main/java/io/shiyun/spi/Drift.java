package io.shiyun.spi;

import io.shiyun.model.AppId;
import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Objects;

/**
 * What differs between an order and what is there.
 *
 * @param app the app
 * @param differences one sentence each; empty when nothing differs; what an autoscaler owns is no difference
 */
public record Drift(AppId app, List<String> differences) implements Located {
    public Drift {
        Objects.requireNonNull(app, "app");
        differences = List.copyOf(differences);
    }

    @Override
    public Region region() {
        return app.region();
    }
}
