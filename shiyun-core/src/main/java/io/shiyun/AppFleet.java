package io.shiyun;

import io.shiyun.call.Clouds;
import io.shiyun.call.Found;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Command;
import io.shiyun.model.LogLine;
import io.shiyun.model.Problem;
import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.Scaling;
import io.shiyun.release.ReleaseEngine;
import io.shiyun.scale.AutoscaleSpec;
import io.shiyun.scale.Autoscaler;
import io.shiyun.scale.engine.Autoscalers;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Level;
import io.shiyun.spi.LogQuery;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.Pipes;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The apps of all connected clouds. A release waits in the calling thread until it has ended. {@link #deploy}, {@link
 * #rollBack}, {@link #scale}, {@link #restart} and {@link #delete} throw when what was asked for is not in force
 * afterwards, with every reason in the message: a failed deploy cannot be overlooked. {@link #tryDeploy} and {@link
 * #tryRollBack} answer how it ended instead, for callers that act on it. Thread-safe.
 */
public final class AppFleet {
    private static final Duration FIRST_LINES = Duration.ofSeconds(30);

    private final Fleet<App, AppId> fleet;
    private final Clouds clouds;
    private final ReleaseEngine engine;
    private final Autoscalers autoscalers;

    AppFleet(FleetContext context, ReleaseEngine engine, Autoscalers autoscalers) {
        this.fleet = new Fleet<>(context, this::everywhere, (id, call) -> apps(id).get(id, call));
        this.clouds = context.clouds();
        this.engine = engine;
        this.autoscalers = autoscalers;
    }

    /** Returns the same to look at alone: lists with more choices. */
    public Fleet<App, AppId> all() {
        return fleet;
    }

    /** Asks every region of every cloud for the apps of every project. */
    public Gathered<App> list() {
        return fleet.list();
    }

    /**
     * Brings an app, or a new version of one; what served before serves until the new version does. A spec whose content
     * is in force already changes nothing but the number of replicas.
     *
     * @throws CloudException INVALID, NOT_SENT, with every fault of the spec; REJECTED, with every reason, when the
     *     release failed or was rolled back; CONFLICT, NOT_SENT, while another release of the app is under way
     */
    public Release deploy(AppSpec spec) {
        return deploy(spec, ReleaseOptions.DEFAULTS);
    }

    /** As {@link #deploy(AppSpec)}, in another manner. */
    public Release deploy(AppSpec spec, ReleaseOptions options) {
        return tryDeploy(spec, options).orThrow();
    }

    /** As {@link #deploy(AppSpec, ReleaseOptions)}, and answers how a release that was begun ended, well or not. */
    public Release tryDeploy(AppSpec spec, ReleaseOptions options) {
        return engine.deploy(order(spec), options);
    }

    /** Brings the revision back that served before the present one. The number of replicas stays. */
    public Release rollBack(AppId app) {
        return tryRollBack(app, OptionalInt.empty(), ReleaseOptions.DEFAULTS).orThrow();
    }

    /** Brings a recorded revision back, by its number. The number of replicas stays. */
    public Release rollBack(AppId app, int revision) {
        return tryRollBack(app, OptionalInt.of(revision), ReleaseOptions.DEFAULTS)
                .orThrow();
    }

    /** Rolls back, to the revision before when none is named, and answers how it ended, well or not. */
    public Release tryRollBack(AppId app, OptionalInt revision, ReleaseOptions options) {
        return engine.rollBack(app, revision, options);
    }

    /** Changes the number of replicas. */
    public Release scale(AppId app, int replicas) {
        if (replicas < 0) {
            throw CloudException.notSent(Reason.INVALID, "replicas: must be 0 or more, not " + replicas)
                    .build();
        }
        return scale(app, Scaling.fixed(replicas));
    }

    /** Changes the number of replicas, or how it is chosen. */
    public Release scale(AppId app, Scaling scaling) {
        return engine.scale(app, scaling, ReleaseOptions.DEFAULTS).orThrow();
    }

    /**
     * Scales an app by a metric of the watch, ahead of demand, until the answer or this Shiyun is closed, or the app is gone. Begins to
     * watch if nothing was watched until now. Of several processes that watch on one store the one that evaluates scales, so begin it in each.
     * What was learnt is kept in the store. A later deploy whose spec names a number of replicas sets it; leave it out to keep it.
     *
     * @throws CloudException NOT_FOUND when there is no such app; CONFLICT, NOT_SENT, while it is scaled already, here or by its cloud
     *     as {@link AppSpec#autoscale} asks for
     */
    public Autoscaler autoscale(AutoscaleSpec spec) {
        return autoscalers.begin(spec);
    }

    /** Replaces every replica by a fresh one, as a new version would. */
    public Release restart(AppId app) {
        return engine.restart(app, ReleaseOptions.DEFAULTS).orThrow();
    }

    /** Ends the app and forgets its revisions; gone already is done. */
    public Release delete(AppId app) {
        return engine.delete(app, ReleaseOptions.DEFAULTS).orThrow();
    }

    /**
     * Returns the app as its cloud tells of it now.
     *
     * @throws CloudException NOT_FOUND when there is none
     */
    public App get(AppId app) {
        return fleet.get(app);
    }

    /** Returns the recorded revisions, newest first. */
    public List<AppRevision> revisions(AppId app) {
        return engine.revisions(app);
    }

    /** Returns the last lines of all replicas, at most so many of each. */
    public List<LogLine> logs(AppId app, int last) {
        List<LogLine> lines = new ArrayList<>();
        logs(app, LogQuery.builder().tail(last).build(), Cursor.START, lines::add, FIRST_LINES);
        return List.copyOf(lines);
    }

    /** Hands the last lines, and those that follow, to {@code to} in this thread, for so long. */
    public void follow(AppId app, int last, Consumer<LogLine> to, Duration time) {
        logs(app, LogQuery.builder().tail(last).follow(true).build(), Cursor.START, to, time);
    }

    /** Hands lines to {@code to} in this thread for at most so long; returns where to go on. */
    public Cursor logs(AppId app, LogQuery query, Cursor from, Consumer<LogLine> to, Duration time) {
        return apps(app).logs(app, query, from, to, clouds.call(time));
    }

    /** Runs a command beside a replica, for at most so long; returns its exit code. */
    public int exec(ReplicaId replica, Command command, Pipes pipes, Duration time) {
        return apps(replica.app()).exec(replica, command, pipes, clouds.call(time));
    }

    /** Returns the id that an app of this spec has or will have. */
    public AppId id(AppSpec spec) {
        spec.check();
        Region region = region(spec);
        return new AppId(project(region, spec.project()).orElse(new ProjectId(region, spec.project())), spec.name());
    }

    private Found<App> everywhere(Cloud cloud, Region region, Call call) {
        Optional<Apps> apps = cloud.find(Apps.class);
        if (apps.isEmpty()) {
            return Found.nothing();
        }
        Found<ProjectId> projects = cloud.find(Projects.class)
                .map(service -> ids(Found.pages(from -> service.list(region, from, call))))
                .orElseGet(() -> Found.of(List.of(new ProjectId(region, AppSpec.DEFAULT_PROJECT))));
        List<App> items = new ArrayList<>();
        List<Problem> gaps = new ArrayList<>(projects.gaps());
        for (ProjectId project : projects.items()) {
            Found<App> found = Found.pages(from -> apps.get().list(project, from, call));
            items.addAll(found.items());
            gaps.addAll(found.gaps());
        }
        return new Found<>(items, gaps);
    }

    private static Found<ProjectId> ids(Found<Project> projects) {
        return new Found<>(projects.items().stream().map(Project::id).toList(), projects.gaps());
    }

    private Apps apps(AppId app) {
        return clouds.service(app.cloud(), Apps.class);
    }

    private AppOrder order(AppSpec spec) {
        spec.check();
        Region region = region(spec);
        return spec.order(project(region, spec.project()).orElseGet(() -> make(region, spec.project())));
    }

    private Region region(AppSpec spec) {
        CloudId cloud = spec.cloud().map(CloudId::new).orElseGet(this::firstThatRunsApps);
        if (!clouds.ids().contains(cloud)) {
            throw CloudException.notSent(
                            Reason.INVALID, "cloud: none is named '" + cloud + "'; connected are " + clouds.ids())
                    .build();
        }
        List<Region> regions = clouds.cloud(cloud).regions();
        return spec.region()
                .map(name -> new Region(cloud, name))
                .orElseGet(() -> regions.stream()
                        .findFirst()
                        .orElseThrow(() -> CloudException.notSent(
                                        Reason.INVALID, "region: cloud '" + cloud + "' tells of none; name one")
                                .build()));
    }

    private CloudId firstThatRunsApps() {
        return clouds.ids().stream()
                .filter(id -> clouds.capabilities(id).of(Operation.APPS_APPLY).level() != Level.NONE)
                .findFirst()
                .orElseThrow(() ->
                        CloudException.unsupported("None of the connected clouds " + clouds.ids() + " can run apps"));
    }

    /** The project of this name; a place without projects takes the name as it is. */
    private Optional<ProjectId> project(Region region, String name) {
        Optional<Projects> projects = clouds.cloud(region.cloud()).find(Projects.class);
        if (projects.isEmpty()) {
            return Optional.of(new ProjectId(region, name));
        }
        Cursor cursor = Cursor.START;
        while (true) {
            Page<Project> page = projects.get().list(region, cursor, clouds.call(Operation.PROJECTS_LIST));
            Optional<ProjectId> found = page.items().stream()
                    .map(Project::id)
                    .filter(id -> id.value().equals(name))
                    .findFirst();
            if (found.isPresent() || page.next().isEmpty()) {
                return found;
            }
            cursor = page.next().get();
        }
    }

    private ProjectId make(Region region, String name) {
        return clouds.service(region.cloud(), Projects.class)
                .put(new ProjectOrder(region, name, Map.of()), clouds.call(Operation.PROJECTS_PUT))
                .id();
    }
}
