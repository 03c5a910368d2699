package io.shiyun.spi;

import io.shiyun.model.AlarmCondition;
import io.shiyun.model.Fields;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Objects;

/**
 * An order for one of a cloud's own alarm rules.
 *
 * @param region where
 * @param name its name, unique in the region
 * @param condition when it fires
 * @param targets whom it tells, in the cloud's own words
 * @param description why it is there
 */
public record AlarmOrder(Region region, String name, AlarmCondition condition, List<String> targets, String description)
        implements Order {
    public AlarmOrder {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(condition, "condition");
        targets = List.copyOf(targets);
        Objects.requireNonNull(description, "description");
    }

    /** Returns a builder that holds the parts nobody can leave out. */
    public static Builder builder(Region region, String name, AlarmCondition condition) {
        return new Builder(region, name, condition);
    }

    /** Returns a builder that starts from this. */
    public Builder toBuilder() {
        Builder builder = new Builder(region, name, condition);
        builder.targets = targets;
        builder.description = description;
        return builder;
    }

    @Override
    public void write(Fields.Writer fields) {
        fields.putRegion("region", region);
        fields.put("name", name);
        fields.putNested("condition", condition::write);
        fields.putList("targets", targets);
        fields.put("description", description);
    }

    /** Builds a {@link AlarmOrder}; not safe for use by several threads. */
    public static final class Builder {
        private final Region region;
        private final String name;
        private AlarmCondition condition;
        private List<String> targets = List.of();
        private String description = "";

        private Builder(Region region, String name, AlarmCondition condition) {
            this.region = region;
            this.name = name;
            this.condition = condition;
        }

        /** Sets {@link AlarmOrder#condition}. */
        public Builder condition(AlarmCondition condition) {
            this.condition = condition;
            return this;
        }

        /** Sets {@link AlarmOrder#targets}. */
        public Builder targets(List<String> targets) {
            this.targets = targets;
            return this;
        }

        /** Sets {@link AlarmOrder#description}. */
        public Builder description(String description) {
            this.description = description;
            return this;
        }

        /** Returns the finished value. */
        public AlarmOrder build() {
            return new AlarmOrder(region, name, condition, targets, description);
        }
    }
}
