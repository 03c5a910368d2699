package io.shiyun.model;

import java.util.Objects;

/**
 * A port of a load balancer.
 *
 * @param protocol tcp, udp, http or https
 * @param port where clients come in
 * @param targetPort where the targets answer
 * @param healthPath path of an HTTP check; empty for a TCP check
 */
public record Listener(String protocol, int port, int targetPort, String healthPath) {
    public Listener {
        Objects.requireNonNull(protocol, "protocol");
        Objects.requireNonNull(healthPath, "healthPath");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(String protocol, int port, int targetPort) {
        return new Builder(protocol, port, targetPort);
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("protocol", protocol);
        fields.put("port", port);
        fields.put("targetPort", targetPort);
        fields.put("healthPath", healthPath);
    }

    /** Reads back what {@link #write} wrote. */
    public static Listener read(Fields.Reader fields) {
        return new Listener(
                fields.text("protocol"),
                fields.integer("port"),
                fields.integer("targetPort"),
                fields.text("healthPath"));
    }

    /** Builds a {@link Listener}; not safe for use by several threads. */
    public static final class Builder {
        private final String protocol;
        private final int port;
        private final int targetPort;
        private String healthPath = "";

        private Builder(String protocol, int port, int targetPort) {
            this.protocol = protocol;
            this.port = port;
            this.targetPort = targetPort;
        }

        /** Sets {@link Listener#healthPath}. */
        public Builder healthPath(String healthPath) {
            this.healthPath = healthPath;
            return this;
        }

        /** Returns the finished value. */
        public Listener build() {
            return new Listener(protocol, port, targetPort, healthPath);
        }
    }
}
