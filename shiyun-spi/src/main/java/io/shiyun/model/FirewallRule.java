package io.shiyun.model;

import java.util.List;
import java.util.Objects;

/**
 * Traffic that a firewall lets through. What no rule names is refused.
 *
 * @param direction which way
 * @param protocol tcp, udp, icmp or any
 * @param fromPort first port; 0 with icmp and any
 * @param toPort last port
 * @param cidrs the far side
 * @param description why
 */
public record FirewallRule(
        Direction direction, String protocol, int fromPort, int toPort, List<String> cidrs, String description) {
    public FirewallRule {
        Objects.requireNonNull(direction, "direction");
        Objects.requireNonNull(protocol, "protocol");
        cidrs = List.copyOf(cidrs);
        Objects.requireNonNull(description, "description");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Direction direction, String protocol, int fromPort, int toPort, List<String> cidrs) {
        return new Builder(direction, protocol, fromPort, toPort, cidrs);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(direction, protocol, fromPort, toPort, cidrs);
        builder.description = description;
        return builder;
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("direction", direction.name());
        fields.put("protocol", protocol);
        fields.put("fromPort", fromPort);
        fields.put("toPort", toPort);
        fields.putList("cidrs", cidrs);
        fields.put("description", description);
    }

    /** Reads back what {@link #write} wrote. */
    public static FirewallRule read(Fields.Reader fields) {
        return new FirewallRule(
                Direction.valueOf(fields.text("direction")),
                fields.text("protocol"),
                fields.integer("fromPort"),
                fields.integer("toPort"),
                fields.list("cidrs"),
                fields.text("description"));
    }

    /** Builds a {@link FirewallRule}; not safe for use by several threads. */
    public static final class Builder {
        private Direction direction;
        private String protocol;
        private int fromPort;
        private int toPort;
        private List<String> cidrs;
        private String description = "";

        private Builder(Direction direction, String protocol, int fromPort, int toPort, List<String> cidrs) {
            this.direction = direction;
            this.protocol = protocol;
            this.fromPort = fromPort;
            this.toPort = toPort;
            this.cidrs = cidrs;
        }

        /** Sets {@link FirewallRule#direction}. */
        public Builder direction(Direction direction) {
            this.direction = direction;
            return this;
        }

        /** Sets {@link FirewallRule#protocol}. */
        public Builder protocol(String protocol) {
            this.protocol = protocol;
            return this;
        }

        /** Sets {@link FirewallRule#fromPort}. */
        public Builder fromPort(int fromPort) {
            this.fromPort = fromPort;
            return this;
        }

        /** Sets {@link FirewallRule#toPort}. */
        public Builder toPort(int toPort) {
            this.toPort = toPort;
            return this;
        }

        /** Sets {@link FirewallRule#cidrs}. */
        public Builder cidrs(List<String> cidrs) {
            this.cidrs = cidrs;
            return this;
        }

        /** Sets {@link FirewallRule#description}. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Returns the finished value. */
        public FirewallRule build() {
            return new FirewallRule(direction, protocol, fromPort, toPort, cidrs, description);
        }
    }
}
