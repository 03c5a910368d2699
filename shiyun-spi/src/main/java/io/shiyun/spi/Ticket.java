package io.shiyun.spi;

import io.shiyun.model.Located;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Objects;

/**
 * Where an operation goes on, in this process or a later one. Core writes it down before it waits. Holds no
 * secret and at most 1,024 characters.
 *
 * @param region where it goes on
 * @param step what comes next, in the word of the provider
 * @param args what that step needs
 */
public record Ticket(Region region, String step, List<String> args) implements Located {
    public Ticket {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(step, "step");
        args = List.copyOf(args);
        int length = step.length();
        for (String arg : args) {
            length += arg.length();
        }
        if (length > 1024) {
            throw new IllegalArgumentException("a ticket of " + length + " characters; at most 1024 fit");
        }
    }

    /** Returns a ticket of these parts. */
    public static Ticket of(Region region, String step, String... args) {
        return new Ticket(region, step, List.of(args));
    }

    /** Returns argument {@code index}. */
    public String arg(int index) {
        return args.get(index);
    }
}
