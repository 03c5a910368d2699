package io.shiyun.model;

/**
 * A question to a replica whose answer says whether it serves. Code outside this project needs a default branch: kinds
 * may be added.
 */
public sealed interface Check permits Check.Tcp, Check.Http, Check.Run {
    /**
     * A connection to a port can be made.
     *
     * @param port the name of the port
     */
    record Tcp(String port) implements Check {}

    /**
     * A GET answers with a status from 200 to 399.
     *
     * @param port the name of the port
     * @param path the path, beginning with a slash
     */
    record Http(String port, String path) implements Check {
        public Http {
            if (!path.startsWith("/")) {
                throw new IllegalArgumentException("the path '" + path + "' of a check does not begin with a slash");
            }
        }
    }

    /**
     * A command in the replica ends with 0.
     *
     * @param command the command
     */
    record Run(Command command) implements Check {}

    /** Writes the check, for the journal. */
    default void write(Fields.Writer fields) {
        if (this instanceof Tcp tcp) {
            fields.put("kind", "tcp");
            fields.put("port", tcp.port);
        } else if (this instanceof Http http) {
            fields.put("kind", "http");
            fields.put("port", http.port);
            fields.put("path", http.path);
        } else if (this instanceof Run run) {
            fields.put("kind", "run");
            fields.putNested("command", run.command::write);
        }
    }

    /** Reads back what {@link #write} wrote. */
    static Check read(Fields.Reader fields) {
        String kind = fields.text("kind");
        return switch (kind) {
            case "tcp" -> new Tcp(fields.text("port"));
            case "http" -> new Http(fields.text("port"), fields.text("path"));
            case "run" -> new Run(Command.read(fields.in("command")));
            default -> throw new IllegalArgumentException("no kind of check is named '" + kind + "'");
        };
    }
}
