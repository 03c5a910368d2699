package io.shiyun;

import io.shiyun.model.AppId;

/**
 * Hears of releases as they go on, for displays of progress. Called in the thread of the release: be quick. What it
 * throws is logged and otherwise ignored.
 */
public interface ReleaseListener {
    /** Hears nothing. */
    ReleaseListener NONE = new ReleaseListener() {};

    /** Something happened. */
    default void step(String release, Release.Kind kind, AppId app, Release.Step step) {}

    /** A release has ended. */
    default void done(Release release) {}
}
