package io.shiyun.spi;

import io.shiyun.model.App;
import io.shiyun.model.AppId;

/**
 * A change that {@link Apps#watch} saw. A plugin must not switch over this without a default branch.
 */
public sealed interface AppEvent permits AppEvent.Seen, AppEvent.Gone, AppEvent.Synced {
    /**
     * The app is there, and looks so now.
     *
     * @param app the app
     */
    record Seen(App app) implements AppEvent {}

    /**
     * The app is gone.
     *
     * @param app which
     */
    record Gone(AppId app) implements AppEvent {}

    /**
     * All that there is has been told; a later watch may begin here.
     *
     * @param cursor where
     */
    record Synced(Cursor cursor) implements AppEvent {}
}
