package io.shiyun.model;

import java.util.Objects;

/**
 * A port that an app answers on. Each replica finds the number it is to listen on in the environment variable
 * {@code PORT} (the first port) and {@code PORT_NAME} (each, in capitals), which need not be {@link #number()},
 * the one that others use.
 *
 * @param name names it, lower case
 * @param number where clients find it, 0 to 65535; 0 lets the place choose
 * @param protocol tcp or http
 */
public record Port(String name, int number, String protocol) {
    public Port {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(protocol, "protocol");
        if (!name.matches("[a-z][a-z0-9-]{0,14}")) {
            throw new IllegalArgumentException("the port name '" + name
                    + "' is not 1 to 15 lower-case letters, digits and hyphens that begin with a letter");
        }
        if (number < 0 || number > 65_535) {
            throw new IllegalArgumentException("port '" + name + "' has number " + number + "; 0 to 65535 fit");
        }
    }

    /** Returns an HTTP port of this number, named {@code http}. */
    public static Port http(int number) {
        return new Port("http", number, "http");
    }

    /** Returns a TCP port of this number. */
    public static Port tcp(String name, int number) {
        return new Port(name, number, "tcp");
    }

    /** Writes every part, for the journal. */
    public void write(Fields.Writer fields) {
        fields.put("name", name);
        fields.put("number", number);
        fields.put("protocol", protocol);
    }

    /** Reads back what {@link #write} wrote. */
    public static Port read(Fields.Reader fields) {
        return new Port(fields.text("name"), fields.integer("number"), fields.text("protocol"));
    }
}
