package io.shiyun.examples;

import io.shiyun.Shiyun;
import io.shiyun.model.AppId;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;

/**
 * What the chapters of the quickstart share.
 *
 * @param shiyun all clouds
 * @param screen what is shown
 * @param webhook where alerts arrive
 */
record Stage(Shiyun shiyun, Screen screen, WebhookReceiver webhook) {
    /** Returns the app that is deployed. */
    AppId app() {
        return new AppId(new ProjectId(Region.of("here", "local"), "default"), "shop");
    }
}
