package io.shiyun.spi;

import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;

/**
 * Projects: the folders of apps.
 */
public interface Projects extends CloudService {
    /**
     * Makes the project so.
     */
    Project put(ProjectOrder order, Call call);

    /**
     * Lists projects.
     */
    Page<Project> list(Region region, Cursor from, Call call);

    /**
     * Deletes an empty project; gone already is done. CONFLICT while it holds apps.
     */
    void delete(ProjectId id, Call call);
}
