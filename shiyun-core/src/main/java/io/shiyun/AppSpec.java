package io.shiyun;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Cpu;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Rollout;
import io.shiyun.model.Secret;
import io.shiyun.model.VolumeMount;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The wish for an app: what to run, how many of it, and how a new version takes over. Immutable: each method answers a
 * changed copy. Nothing is checked while it is put together; {@link #faults()} tells all that is wrong with it, and a
 * deploy refuses a spec that has any before it asks a cloud.
 */
public final class AppSpec {
    static final String DEFAULT_PROJECT = "default";

    private final AppSpecParts parts;

    private AppSpec(AppSpecParts parts) {
        this.parts = parts;
    }

    /**
     * Begins a spec: one replica, project {@code default}, on the first cloud that runs apps.
     *
     * @param name 1 to 63 lower-case letters, digits and hyphens, beginning with a letter; unique in its project
     */
    public static AppSpec named(String name) {
        return new AppSpec(new AppSpecParts(name));
    }

    /** In this project; it is made if it is not there. */
    public AppSpec project(String name) {
        return with(next -> next.project = name);
    }

    /** On this cloud, in its only region, or the first that it tells of. */
    public AppSpec on(String cloud) {
        return with(next -> {
            next.cloud = cloud;
            next.region = null;
        });
    }

    /** On this cloud, in this region. */
    public AppSpec on(String cloud, String region) {
        return with(next -> {
            next.cloud = cloud;
            next.region = region;
        });
    }

    /** Runs this image. */
    public AppSpec image(String address) {
        return with(next -> next.image = address);
    }

    /** Runs this program with these arguments; they are never read by a shell. */
    public AppSpec command(String program, String... arguments) {
        List<String> all = new ArrayList<>();
        all.add(program);
        all.addAll(List.of(arguments));
        return command(all);
    }

    /** Runs this program, the first of the list, with the rest as arguments. */
    public AppSpec command(List<String> arguments) {
        return with(next -> next.command = List.copyOf(arguments));
    }

    /** Begins the command in this folder, relative to the root of the replica. */
    public AppSpec directory(String relative) {
        return with(next -> next.directory = relative);
    }

    /** So many replicas, 0 or more. Left out, a first deploy makes one, and a later one keeps the number there is. */
    public AppSpec replicas(int count) {
        return with(next -> next.replicas = AppSpecParts.Replicas.fixed(count));
    }

    /**
     * As many replicas as keep the use of their processors near so many percent, which the cloud sees to by its own measure. To scale by a
     * metric of the watch, ahead of demand, leave it out and see {@link AppFleet#autoscale}: an app is not scaled by two.
     */
    public AppSpec autoscale(int min, int max, int cpuPercent) {
        return with(next -> next.replicas = new AppSpecParts.Replicas(min, max, Math.max(0, cpuPercent)));
    }

    /** Answers HTTP on this port, named {@code http}; 0 lets the place choose. */
    public AppSpec http(int port) {
        return port("http", port, "http");
    }

    /** Answers TCP on this port; 0 lets the place choose. */
    public AppSpec tcp(String name, int port) {
        return port(name, port, "tcp");
    }

    private AppSpec port(String name, int number, String protocol) {
        return with(next -> next.ports.add(new AppSpecParts.PortPart(name, number, protocol)));
    }

    /** A variable of its environment. */
    public AppSpec env(String name, String value) {
        return with(next -> next.environment.put(name, Objects.requireNonNull(value, "value")));
    }

    /** A variable of its environment whose value is secret: sealed in the store, never printed. */
    public AppSpec secret(String name, Secret value) {
        return with(next -> next.secrets.put(name, Objects.requireNonNull(value, "value")));
    }

    /** A file that each replica finds, by its path relative to the root of the replica. Sealed in the store. */
    public AppSpec file(String path, String content) {
        return with(next -> next.files.add(new ConfigFile(path, Secret.of(content), false)));
    }

    /** As {@link #file}, and it can be run. */
    public AppSpec executable(String path, String content) {
        return with(next -> next.files.add(new ConfigFile(path, Secret.of(content), true)));
    }

    /** A folder that outlives the replicas. */
    public AppSpec volume(String name, String path) {
        return with(next -> next.volumes.add(new VolumeMount(name, path, false)));
    }

    /** Processors of each replica. */
    public AppSpec cpu(Cpu each) {
        return with(next -> next.cpu = each);
    }

    /** Memory of each replica. */
    public AppSpec memory(Bytes each) {
        return with(next -> next.memory = each);
    }

    /** Says whether a replica serves; it serves as soon as it runs without. */
    public AppSpec ready(Probe probe) {
        return with(next -> next.ready = probe);
    }

    /** Says whether a replica must be started again. */
    public AppSpec alive(Probe probe) {
        return with(next -> next.alive = probe);
    }

    /** How a new version takes over; one over the number, none missing, without. */
    public AppSpec rollout(Rollout how) {
        return with(next -> next.rollout = how);
    }

    /** From asking a replica to end to ending it; 30 s unless said. */
    public AppSpec stopGrace(Duration time) {
        return with(next -> next.stopGrace = time);
    }

    /** A tag. Names that begin with {@code shiyun-} are the library's own. */
    public AppSpec tag(String name, String value) {
        return with(next -> next.tags.put(name, Objects.requireNonNull(value, "value")));
    }

    private AppSpec with(Consumer<AppSpecParts> change) {
        AppSpecParts next = parts.copy();
        change.accept(next);
        return new AppSpec(next);
    }

    /** The name of the app. */
    public String name() {
        return parts.name;
    }

    /** The name of its project. */
    public String project() {
        return parts.project;
    }

    /** The cloud it is to run on; empty for the first that runs apps. */
    public Optional<String> cloud() {
        return Optional.ofNullable(parts.cloud);
    }

    /** The region it is to run in; empty for the first of its cloud. */
    public Optional<String> region() {
        return Optional.ofNullable(parts.region);
    }

    /** Everything that is wrong with it, each with the path of its field, by path; empty when nothing is. */
    public Map<String, String> faults() {
        return AppSpecFaults.of(parts);
    }

    /**
     * Makes sure that nothing is wrong with it.
     *
     * @throws CloudException INVALID, NOT_SENT, with every fault in its message
     */
    void check() {
        Map<String, String> faults = faults();
        if (!faults.isEmpty()) {
            throw AppSpecFaults.refusal(parts.name, faults);
        }
    }

    /** The order of this wish, which must be sound, in that project; its revision is left to the release engine. */
    AppOrder order(ProjectId where) {
        return parts.order(where);
    }

    @Override
    public String toString() {
        return "AppSpec(" + parts.project + "/" + parts.name + ")";
    }
}
