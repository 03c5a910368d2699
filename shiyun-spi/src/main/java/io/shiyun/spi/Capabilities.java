package io.shiyun.spi;

import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What a kind of cloud, or one account at it, can do: the support of each operation, and the guarantee of each create.
 * What was not mentioned is NONE. Immutable.
 */
public final class Capabilities {
    private static final Support NOT_MENTIONED = Support.none("not offered by this provider");

    private final Map<Operation, Support> support;
    private final Map<Operation, Guarantee> guarantees;

    private Capabilities(Builder builder) {
        this.support = new EnumMap<>(builder.support);
        this.guarantees = new EnumMap<>(builder.guarantees);
    }

    /** Returns a builder in which nothing is supported. */
    public static Builder builder() {
        return new Builder();
    }

    /** Returns a builder that starts from this, to narrow it; see {@link Cloud#narrow}. */
    public Builder toBuilder() {
        Builder builder = new Builder();
        builder.support.putAll(support);
        builder.guarantees.putAll(guarantees);
        return builder;
    }

    /** Returns how far it goes with this operation. */
    public Support of(Operation operation) {
        return support.getOrDefault(operation, NOT_MENTIONED);
    }

    /** Returns what keeps this create single. */
    public Guarantee guarantee(Operation create) {
        return guarantees.getOrDefault(create, Guarantee.NONE);
    }

    /** Returns the operations it goes all the way with, in their order. */
    public List<Operation> full() {
        return Stream.of(Operation.values())
                .filter(operation -> of(operation).level() == Level.FULL)
                .toList();
    }

    /** Collects support; not safe for use by several threads. */
    public static final class Builder {
        private final Map<Operation, Support> support = new EnumMap<>(Operation.class);
        private final Map<Operation, Guarantee> guarantees = new EnumMap<>(Operation.class);

        private Builder() {}

        /** Declares full support of these. */
        public Builder full(Operation... operations) {
            return with(Support.FULL, operations);
        }

        /** Declares this support of these. */
        public Builder with(Support value, Operation... operations) {
            for (Operation operation : operations) {
                support.put(operation, value);
            }
            return this;
        }

        /** Declares what keeps a create single. */
        public Builder guarantee(Operation create, Guarantee guarantee) {
            guarantees.put(create, guarantee);
            return this;
        }

        /** Returns the finished capabilities. */
        public Capabilities build() {
            return new Capabilities(this);
        }
    }
}
