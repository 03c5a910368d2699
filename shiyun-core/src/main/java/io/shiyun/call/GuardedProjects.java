package io.shiyun.call;

import static io.shiyun.spi.Operation.PROJECTS_DELETE;
import static io.shiyun.spi.Operation.PROJECTS_LIST;
import static io.shiyun.spi.Operation.PROJECTS_PUT;

import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;
import java.util.function.Supplier;

/** {@link Projects} by way of the pipeline. */
final class GuardedProjects extends Guarded<Projects> implements Projects {
    GuardedProjects(Pipeline pipeline, Projects projects, Supplier<Capabilities> abilities) {
        super(pipeline, projects, abilities);
    }

    @Override
    public Project put(ProjectOrder order, Call call) {
        return ask(PROJECTS_PUT, order, call, Projects::put);
    }

    @Override
    public Page<Project> list(Region region, Cursor from, Call call) {
        return ask(PROJECTS_LIST, region, from, call, Projects::list);
    }

    @Override
    public void delete(ProjectId id, Call call) {
        run(PROJECTS_DELETE, id, call, (projects, attempt) -> projects.delete(id, attempt));
    }
}
