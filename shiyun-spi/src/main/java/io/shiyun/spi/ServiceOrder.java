package io.shiyun.spi;

import io.shiyun.model.Fields;
import io.shiyun.model.Port;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.model.ServiceId;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * An order for an address in front of apps.
 *
 * @param project the folder it belongs to
 * @param name its name, unique in the project
 * @param shares app name to its weight, a whole number of zero or more
 * @param ports where it answers
 * @param open whether it answers from outside
 * @param tags the user's tags; the intent's come on top
 */
public record ServiceOrder(
        ProjectId project,
        String name,
        Map<String, String> shares,
        List<Port> ports,
        boolean open,
        Map<String, String> tags)
        implements Order {
    public ServiceOrder {
        Objects.requireNonNull(project, "project");
        Objects.requireNonNull(name, "name");
        shares = Map.copyOf(shares);
        ports = List.copyOf(ports);
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

    /** Returns the id the service has. */
    public ServiceId service() {
        return new ServiceId(project, name);
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.put("project", project.text());
        fields.put("name", name);
        fields.putMap("shares", shares);
        fields.putEach("ports", ports, Port::write);
        fields.put("open", open);
        fields.putMap("tags", tags);
    }

    /** Builds a {@link ServiceOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final ProjectId project;
        private final String name;
        private Map<String, String> shares = Map.of();
        private List<Port> ports = List.of();
        private boolean open = false;
        private Map<String, String> tags = Map.of();

        private Builder(ProjectId project, String name) {
            this.project = project;
            this.name = name;
        }

        /** Sets {@link ServiceOrder#shares}. */
        public Builder shares(Map<String, String> shares) {
            this.shares = shares;
            return this;
        }

        /** Sets {@link ServiceOrder#ports}. */
        public Builder ports(List<Port> ports) {
            this.ports = ports;
            return this;
        }

        /** Sets {@link ServiceOrder#open}. */
        public Builder open(boolean open) {
            this.open = open;
            return this;
        }

        /** Sets {@link ServiceOrder#tags}. */
        public Builder tags(Map<String, String> tags) {
            this.tags = tags;
            return this;
        }

        /** Returns the finished value. */
        public ServiceOrder build() {
            return new ServiceOrder(project, name, shares, ports, open, tags);
        }
    }
}
