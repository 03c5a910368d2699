package io.shiyun.model;

import java.util.Objects;

/**
 * Names one running copy of an app.
 *
 * @param app what it belongs to
 * @param value its name there, unique in its app
 */
public record ReplicaId(AppId app, String value) implements Id {
    public ReplicaId {
        Objects.requireNonNull(app, "app");
        Names.check("The id", value, 1024);
    }

    @Override
    public Region region() {
        return app.region();
    }

    @Override
    public String toString() {
        return text();
    }
}
