package io.shiyun.spi;

import io.shiyun.model.AppId;
import io.shiyun.model.Bytes;
import io.shiyun.model.Command;
import io.shiyun.model.ConfigFile;
import io.shiyun.model.Cpu;
import io.shiyun.model.Fields;
import io.shiyun.model.Id;
import io.shiyun.model.Port;
import io.shiyun.model.Probe;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.model.Secret;
import io.shiyun.model.VolumeMount;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Everything a place needs to run an app. Applying the same order again changes nothing.
 *
 * @param project the folder it belongs to
 * @param name its name, unique in the project
 * @param revision tells this order from others of the app; the same content has the same revision
 * @param image container image or artifact by an address the place understands; empty where the command
 *     alone is enough
 * @param command what each replica runs; the own command of the image without
 * @param scaling how many replicas
 * @param ports where it answers
 * @param environment variables
 * @param secrets variables whose values are secret
 * @param files files each replica finds
 * @param cpu processors of each replica
 * @param memory memory of each replica
 * @param ready says whether a replica serves; it serves as soon as it runs without
 * @param alive says whether a replica must be started again
 * @param stopGrace from asking a replica to end to ending it
 * @param rollout how a new revision takes over
 * @param volumes folders that outlive it
 * @param tags the user's tags; the intent's come on top
 */
public record AppOrder(
        ProjectId project,
        String name,
        String revision,
        String image,
        Optional<Command> command,
        Scaling scaling,
        List<Port> ports,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        List<ConfigFile> files,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        Optional<Probe> ready,
        Optional<Probe> alive,
        Duration stopGrace,
        Rollout rollout,
        List<VolumeMount> volumes,
        Map<String, String> tags)
        implements Order {
    public AppOrder {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(revision, "revision");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(scaling, "scaling");
        ports = List.copyOf(ports);
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        files = List.copyOf(files);
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(ready, "ready");
        Objects.requireNonNull(alive, "alive");
        Objects.requireNonNull(stopGrace, "stopGrace");
        Objects.requireNonNull(rollout, "rollout");
        volumes = List.copyOf(volumes);
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return project.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ProjectId project, String name, String revision) {
        return new Builder(project, name, revision);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(project, name, revision);
        builder.image = image;
        builder.command = command.orElse(null);
        builder.scaling = scaling;
        builder.ports = ports;
        builder.environment = environment;
        builder.secrets = secrets;
        builder.files = files;
        builder.cpu = cpu.orElse(null);
        builder.memory = memory.orElse(null);
        builder.ready = ready.orElse(null);
        builder.alive = alive.orElse(null);
        builder.stopGrace = stopGrace;
        builder.rollout = rollout;
        builder.volumes = volumes;
        builder.tags = tags;
        return builder;
    }

    /** Returns the id the app has. */
    public AppId app() {
        return new AppId(project, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.put("project", project.text());
        fields.put("name", name);
        fields.put("revision", revision);
        fields.put("image", image);
        command.ifPresent(value -> fields.putNested("command", value::write));
        fields.put("scaling", scaling.toString());
        fields.putEach("ports", ports, Port::write);
        fields.putMap("environment", environment);
        fields.putSecrets("secrets", secrets);
        fields.putEach("files", files, ConfigFile::write);
        cpu.ifPresent(value -> fields.put("cpu", value.millis()));
        memory.ifPresent(value -> fields.put("memory", value.count()));
        ready.ifPresent(value -> fields.putNested("ready", value::write));
        alive.ifPresent(value -> fields.putNested("alive", value::write));
        fields.put("stopGrace", stopGrace.toString());
        fields.putNested("rollout", rollout::write);
        fields.putEach("volumes", volumes, VolumeMount::write);
        fields.putMap("tags", tags);
    }

    /** Reads back what {@link #write} wrote. */
    public static AppOrder read(Fields.Reader fields) {
        return new AppOrder(
                Id.parse(ProjectId.class, fields.text("project")),
                fields.text("name"),
                fields.text("revision"),
                fields.text("image"),
                fields.has("command") ? Optional.of(Command.read(fields.in("command"))) : Optional.empty(),
                Scaling.parse(fields.text("scaling")),
                fields.each("ports", Port::read),
                fields.map("environment"),
                fields.secrets("secrets"),
                fields.each("files", ConfigFile::read),
                fields.has("cpu") ? Optional.of(new Cpu(fields.number("cpu"))) : Optional.empty(),
                fields.has("memory") ? Optional.of(new Bytes(fields.number("memory"))) : Optional.empty(),
                fields.has("ready") ? Optional.of(Probe.read(fields.in("ready"))) : Optional.empty(),
                fields.has("alive") ? Optional.of(Probe.read(fields.in("alive"))) : Optional.empty(),
                Duration.parse(fields.text("stopGrace")),
                Rollout.read(fields.in("rollout")),
                fields.each("volumes", VolumeMount::read),
                fields.map("tags"));
    }

    /** Builds a {@link AppOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final ProjectId project;
        private final String name;
        private String revision;
        private String image = "";
        private @Nullable Command command;
        private Scaling scaling = Scaling.fixed(1);
        private List<Port> ports = List.of();
        private Map<String, String> environment = Map.of();
        private Map<String, Secret> secrets = Map.of();
        private List<ConfigFile> files = List.of();
        private @Nullable Cpu cpu;
        private @Nullable Bytes memory;
        private @Nullable Probe ready;
        private @Nullable Probe alive;
        private Duration stopGrace = Duration.ofSeconds(30);
        private Rollout rollout = Rollout.builder().build();
        private List<VolumeMount> volumes = List.of();
        private Map<String, String> tags = Map.of();

        private Builder(ProjectId project, String name, String revision) {
            this.project = project;
            this.name = name;
            this.revision = revision;
        }

        /** Sets {@link AppOrder#revision}. */
        public Builder revision(String revision) {
            this.revision = revision;
            return this;
        }

        /** Sets {@link AppOrder#image}. */
        public Builder image(String image) {
            this.image = image;
            return this;
        }

        /** Sets {@link AppOrder#command}. */
        public Builder command(Command command) {
            this.command = command;
            return this;
        }

        /** Sets {@link AppOrder#scaling}. */
        public Builder scaling(Scaling scaling) {
            this.scaling = scaling;
            return this;
        }

        /** Sets {@link AppOrder#ports}. */
        public Builder ports(List<Port> ports) {
            this.ports = ports;
            return this;
        }

        /** Sets {@link AppOrder#environment}. */
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        /** Sets {@link AppOrder#secrets}. */
        public Builder secrets(Map<String, Secret> secrets) {
            this.secrets = secrets;
            return this;
        }

        /** Sets {@link AppOrder#files}. */
        public Builder files(List<ConfigFile> files) {
            this.files = files;
            return this;
        }

        /** Sets {@link AppOrder#cpu}. */
        public Builder cpu(Cpu cpu) {
            this.cpu = cpu;
            return this;
        }

        /** Sets {@link AppOrder#memory}. */
        public Builder memory(Bytes memory) {
            this.memory = memory;
            return this;
        }

        /** Sets {@link AppOrder#ready}. */
        public Builder ready(Probe ready) {
            this.ready = ready;
            return this;
        }

        /** Sets {@link AppOrder#alive}. */
        public Builder alive(Probe alive) {
            this.alive = alive;
            return this;
        }

        /** Sets {@link AppOrder#stopGrace}. */
        public Builder stopGrace(Duration stopGrace) {
            this.stopGrace = stopGrace;
            return this;
        }

        /** Sets {@link AppOrder#rollout}. */
        public Builder rollout(Rollout rollout) {
            this.rollout = rollout;
            return this;
        }

        /** Sets {@link AppOrder#volumes}. */
        public Builder volumes(List<VolumeMount> volumes) {
            this.volumes = volumes;
            return this;
        }

        /** Sets {@link AppOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public AppOrder build() {
            return new AppOrder(
                    project,
                    name,
                    revision,
                    image,
                    Optional.ofNullable(command),
                    scaling,
                    ports,
                    environment,
                    secrets,
                    files,
                    Optional.ofNullable(cpu),
                    Optional.ofNullable(memory),
                    Optional.ofNullable(ready),
                    Optional.ofNullable(alive),
                    stopGrace,
                    rollout,
                    volumes,
                    tags);
        }
    }
}
