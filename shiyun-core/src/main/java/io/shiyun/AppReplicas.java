package io.shiyun;

import io.shiyun.call.Clouds;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Scaling;
import io.shiyun.release.ReleaseEngine;
import io.shiyun.scale.engine.Replicas;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Operation;
import java.util.Optional;

/** The replicas of apps as autoscalers see and change them: by releases, as everyone else. */
record AppReplicas(Clouds clouds, ReleaseEngine releases) implements Replicas {
    @Override
    public App look(AppId app) {
        return clouds.service(app.cloud(), Apps.class).get(app, clouds.call(Operation.APPS_GET));
    }

    @Override
    public Optional<Scaling> scaling(AppId app) {
        return releases.scaling(app);
    }

    @Override
    public void scale(AppId app, int replicas) {
        releases.scale(app, Scaling.fixed(replicas), ReleaseOptions.DEFAULTS).orThrow();
    }
}
