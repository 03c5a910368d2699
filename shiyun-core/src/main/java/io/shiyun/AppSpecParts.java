package io.shiyun;

import io.shiyun.model.Bytes;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Cpu;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.VolumeMount;
import io.shiyun.spi.AppOrder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** The raw parts of an {@link AppSpec}, checked by nobody yet; never shared while they change. */
final class AppSpecParts {
    /** A port as it was typed. */
    record PortPart(String name, int number, String protocol) {}

    /** A number of replicas as it was typed; a percentage below zero stands for none. */
    record Replicas(int min, int max, int percent) {
        private static final int NONE = -1;

        static Replicas fixed(int count) {
            return new Replicas(count, count, NONE);
        }

        boolean isFixed() {
            return percent == NONE;
        }

        Scaling scaling() {
            return isFixed() ? Scaling.fixed(min) : new Scaling.Auto(min, max, percent);
        }
    }

    final String name;
    String project = AppSpec.DEFAULT_PROJECT;

    @Nullable String cloud;

    @Nullable String region;

    String image = "";
    List<String> command = List.of();
    String directory = "";

    @Nullable Replicas replicas;

    final List<PortPart> ports;
    final Map<String, String> environment;
    final Map<String, Secret> secrets;
    final List<ConfigFile> files;
    final List<VolumeMount> volumes;
    final Map<String, String> tags;

    @Nullable Cpu cpu;

    @Nullable Bytes memory;

    @Nullable Probe ready;

    @Nullable Probe alive;

    Duration stopGrace = Duration.ofSeconds(30);
    Rollout rollout = Rollout.builder().build();

    AppSpecParts(String name) {
        this.name = Objects.requireNonNull(name, "name");
        this.ports = new ArrayList<>();
        this.environment = new TreeMap<>();
        this.secrets = new TreeMap<>();
        this.files = new ArrayList<>();
        this.volumes = new ArrayList<>();
        this.tags = new TreeMap<>();
    }

    private AppSpecParts(AppSpecParts from) {
        this.name = from.name;
        this.project = from.project;
        this.cloud = from.cloud;
        this.region = from.region;
        this.image = from.image;
        this.command = from.command;
        this.directory = from.directory;
        this.replicas = from.replicas;
        this.ports = new ArrayList<>(from.ports);
        this.environment = new TreeMap<>(from.environment);
        this.secrets = new TreeMap<>(from.secrets);
        this.files = new ArrayList<>(from.files);
        this.volumes = new ArrayList<>(from.volumes);
        this.tags = new TreeMap<>(from.tags);
        this.cpu = from.cpu;
        this.memory = from.memory;
        this.ready = from.ready;
        this.alive = from.alive;
        this.stopGrace = from.stopGrace;
        this.rollout = from.rollout;
    }

    AppSpecParts copy() {
        return new AppSpecParts(this);
    }

    /** The order; only of parts without a fault. */
    AppOrder order(ProjectId where) {
        AppOrder.Builder order = AppOrder.builder(where, name, "")
                .image(image)
                .scaling(replicas == null ? new Scaling.Untouched() : replicas.scaling())
                .ports(ports.stream()
                        .map(port -> new Port(port.name(), port.number(), port.protocol()))
                        .toList())
                .environment(environment)
                .secrets(secrets)
                .files(files)
                .volumes(volumes)
                .tags(tags)
                .stopGrace(stopGrace)
                .rollout(rollout);
        if (!command.isEmpty()) {
            order.command(Command.builder(command).directory(directory).build());
        }
        if (cpu != null) {
            order.cpu(cpu);
        }
        if (memory != null) {
            order.memory(memory);
        }
        if (ready != null) {
            order.ready(ready);
        }
        if (alive != null) {
            order.alive(alive);
        }
        return order.build();
    }
}
