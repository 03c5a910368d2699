package io.shiyun.model;

/**
 * A size of a host by the cloud's own name, such as {@code m5.large} or {@code ecs.g7.large}.
 *
 * @param name the cloud's own name
 */
public record Shape(String name) {
    public Shape {
        Names.check("The shape name", name, 200);
    }

    @Override
    public String toString() {
        return name;
    }
}
