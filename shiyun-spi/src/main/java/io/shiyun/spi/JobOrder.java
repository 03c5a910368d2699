package io.shiyun.spi;

import io.shiyun.model.Bytes;
import io.shiyun.model.Command;
import io.shiyun.model.Cpu;
import io.shiyun.model.Fields;
import io.shiyun.model.JobId;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * An order for work that ends by itself.
 *
 * @param project the folder it belongs to
 * @param name its name, unique in the project
 * @param image container image or artifact; empty where the command alone is enough
 * @param command what it runs
 * @param schedule five-field cron in UTC; empty to run when told
 * @param environment variables
 * @param secrets variables whose values are secret
 * @param cpu processors
 * @param memory memory
 * @param retries how often it is tried again after a failure
 * @param timeout for how long one run may take
 * @param tags the user's tags; the intent's come on top
 */
public record JobOrder(
        ProjectId project,
        String name,
        String image,
        Optional<Command> command,
        String schedule,
        Map<String, String> environment,
        Map<String, Secret> secrets,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        int retries,
        Duration timeout,
        Map<String, String> tags)
        implements Order {
    public JobOrder {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(image, "image");
        Objects.requireNonNull(command, "command");
        Objects.requireNonNull(schedule, "schedule");
        environment = Map.copyOf(environment);
        secrets = Map.copyOf(secrets);
        Objects.requireNonNull(cpu, "cpu");
        Objects.requireNonNull(memory, "memory");
        Objects.requireNonNull(timeout, "timeout");
        tags = Map.copyOf(tags);
    }

    @Override
    public Region region() {
        return project.region();
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(ProjectId project, String name) {
        return new Builder(project, name);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(project, name);
        builder.image = image;
        builder.command = command.orElse(null);
        builder.schedule = schedule;
        builder.environment = environment;
        builder.secrets = secrets;
        builder.cpu = cpu.orElse(null);
        builder.memory = memory.orElse(null);
        builder.retries = retries;
        builder.timeout = timeout;
        builder.tags = tags;
        return builder;
    }

    /** Returns the id the job has. */
    public JobId job() {
        return new JobId(project, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.put("project", project.text());
        fields.put("name", name);
        fields.put("image", image);
        command.ifPresent(value -> fields.putNested("command", value::write));
        fields.put("schedule", schedule);
        fields.putMap("environment", environment);
        fields.putSecrets("secrets", secrets);
        cpu.ifPresent(value -> fields.put("cpu", value.millis()));
        memory.ifPresent(value -> fields.put("memory", value.count()));
        fields.put("retries", retries);
        fields.put("timeout", timeout.toString());
        fields.putMap("tags", tags);
    }

    /** Builds a {@link JobOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final ProjectId project;
        private final String name;
        private String image = "";
        private @Nullable Command command;
        private String schedule = "";
        private Map<String, String> environment = Map.of();
        private Map<String, Secret> secrets = Map.of();
        private @Nullable Cpu cpu;
        private @Nullable Bytes memory;
        private int retries = 0;
        private Duration timeout = Duration.ofHours(1);
        private Map<String, String> tags = Map.of();

        private Builder(ProjectId project, String name) {
            this.project = project;
            this.name = name;
        }

        /** Sets {@link JobOrder#image}. */
        public Builder image(String image) {
            this.image = image;
            return this;
        }

        /** Sets {@link JobOrder#command}. */
        public Builder command(Command command) {
            this.command = command;
            return this;
        }

        /** Sets {@link JobOrder#schedule}. */
        public Builder schedule(String schedule) {
            this.schedule = schedule;
            return this;
        }

        /** Sets {@link JobOrder#environment}. */
        public Builder environment(Map<String, String> environment) {
            this.environment = environment;
            return this;
        }

        /** Sets {@link JobOrder#secrets}. */
        public Builder secrets(Map<String, Secret> secrets) {
            this.secrets = secrets;
            return this;
        }

        /** Sets {@link JobOrder#cpu}. */
        public Builder cpu(Cpu cpu) {
            this.cpu = cpu;
            return this;
        }

        /** Sets {@link JobOrder#memory}. */
        public Builder memory(Bytes memory) {
            this.memory = memory;
            return this;
        }

        /** Sets {@link JobOrder#retries}. */
        public Builder retries(int retries) {
            this.retries = retries;
            return this;
        }

        /** Sets {@link JobOrder#timeout}. */
        public Builder timeout(Duration timeout) {
            this.timeout = timeout;
            return this;
        }

        /** Sets {@link JobOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public JobOrder build() {
            return new JobOrder(
                    project,
                    name,
                    image,
                    Optional.ofNullable(command),
                    schedule,
                    environment,
                    secrets,
                    Optional.ofNullable(cpu),
                    Optional.ofNullable(memory),
                    retries,
                    timeout,
                    tags);
        }
    }
}
