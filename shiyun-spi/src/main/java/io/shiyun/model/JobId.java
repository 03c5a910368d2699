package io.shiyun.model;

import java.util.Objects;

/**
 * Names a job.
 *
 * @param project what it belongs to
 * @param value its name there, unique in its project
 */
public record JobId(ProjectId project, String value) implements Id {
    public JobId {
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
