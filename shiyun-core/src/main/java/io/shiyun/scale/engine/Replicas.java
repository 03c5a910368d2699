package io.shiyun.scale.engine;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Scaling;
import java.util.Optional;

/** The hand on the apps. */
public interface Replicas {
    /**
     * Returns an app as it is now.
     *
     * @throws CloudException NOT_FOUND when it is gone
     */
    App look(AppId app);

    /** Returns how its number of replicas was last set; empty when nobody remembers. */
    Optional<Scaling> scaling(AppId app);

    /**
     * Sets the number of replicas and waits until they serve.
     *
     * @throws CloudException when they do not; CONFLICT while another release of the app is under way
     */
    void scale(AppId app, int replicas);
}
