package io.shiyun.model;

import java.util.Objects;

/**
 * The name a user gave to one account at one cloud, such as {@code here} or {@code aws-production}.
 *
 * @param name 1 to 40 lower-case letters, digits and hyphens, beginning with a letter
 */
public record CloudId(String name) {
    public CloudId {
        Objects.requireNonNull(name, "name");
        if (!name.matches("[a-z][a-z0-9-]{0,39}")) {
            throw new IllegalArgumentException("The cloud name '" + name
                    + "' is not 1 to 40 lower-case letters, digits and hyphens that begin with a letter");
        }
    }

    @Override
    public String toString() {
        return name;
    }
}
