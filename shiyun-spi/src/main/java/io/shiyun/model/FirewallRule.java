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

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("direction", direction.name());
        fields.put("protocol", protocol);
        fields.put("fromPort", fromPort);
        fields.put("toPort", toPort);
        fields.putList("cidrs", cidrs);
        fields.put("description", description);
    }

    /** Builds a {@link FirewallRule}; not safe for use by several threads. */
    public static final class Builder {
        private final Direction direction;
        private final String protocol;
        private final int fromPort;
        private final int toPort;
        private final List<String> cidrs;
        private String description = "";

        private Builder(Direction direction, String protocol, int fromPort, int toPort, List<String> cidrs) {
            this.direction = direction;
            this.protocol = protocol;
            this.fromPort = fromPort;
            this.toPort = toPort;
            this.cidrs = cidrs;
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
