package io.shiyun.model;

import java.util.Objects;

/**
 * Names an app.
 *
 * @param project what it belongs to
 * @param value its name there, unique in its project
 */
public record AppId(ProjectId project, String value) implements Id {
    public AppId {
        Objects.requireNonNull(project, "project");
        Names.check("The id", value, 1024);
    }

    @Override
    public Region region() {
        return project.region();
    }

    @Override
    public String toString() {
        return text();
    }
}
