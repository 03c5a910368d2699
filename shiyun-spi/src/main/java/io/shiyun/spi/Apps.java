package io.shiyun.spi;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.ProjectId;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import java.util.function.Consumer;

/**
 * Apps (应用): replicas of one program, kept running. A place answers {@link #apply} with one small step after
 * another, so that the release engine can stop, judge or turn back between any two.
 */
public interface Apps extends CloudService {
    /**
     * Makes the app so, by name. Applying the order that is in force changes nothing; applying another while a
     * rollout is under way turns it towards the new one. The old revision serves until the new one does.
     */
    Progress<App> apply(AppOrder order, Call call);

    /**
     * Lists apps.
     */
    Page<App> list(ProjectId project, Cursor from, Call call);

    /**
     * Returns the app. NOT_FOUND when there is none.
     */
    App get(AppId id, Call call);

    /**
     * Changes the number of replicas and nothing else.
     */
    Progress<App> scale(AppId id, Scaling scaling, Call call);

    /**
     * Replaces every replica by a fresh one, as a rollout does.
     */
    default Progress<App> restart(AppId id, Call call) {
        throw Unsupported.operation("Apps", "restart");
    }

    /**
     * Says what differs between the order and what is there.
     */
    default Drift drift(AppOrder order, Call call) {
        throw Unsupported.operation("Apps", "drift");
    }

    /**
     * Runs a command beside a replica, in its sandbox; returns its exit code.
     */
    default int exec(ReplicaId id, Command command, Pipes pipes, Call call) {
        throw Unsupported.operation("Apps", "exec");
    }

    /**
     * Listens on a loopback port of this machine and carries connections to a port of a replica, until closed.
     */
    default Registration forward(ReplicaId id, String port, int localPort, Call call) {
        throw Unsupported.operation("Apps", "forward");
    }

    /**
     * Hands lines to {@code to} in this thread; returns where to go on. With {@code follow} it ends when the
     * call is over.
     */
    default Cursor logs(AppId id, LogQuery query, Cursor from, Consumer<LogLine> to, Call call) {
        throw Unsupported.operation("Apps", "logs");
    }

    /**
     * Hands changes to {@code to} in this thread until the call is over; returns where to go on. Begins with all
     * there is when {@code from} is the start or history is lost.
     */
    default Cursor watch(ProjectId project, Cursor from, Consumer<AppEvent> to, Call call) {
        throw Unsupported.operation("Apps", "watch");
    }

    /**
     * Ends all replicas and forgets the app; gone already is done: the answer is an app that wants nothing.
     */
    Progress<App> delete(AppId id, Call call);

    /**
     * Goes on with an operation: at most one change, harmless to repeat.
     */
    Progress<App> proceed(Ticket ticket, Call call);
}
