package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Page;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;

/** Projects as rows of a table. */
final class SimProjects implements Projects {
    private final SimWorld world;
    private final Wire wire;

    SimProjects(SimWorld world, Wire wire) {
        this.world = world;
        this.wire = wire;
    }

    @Override
    public Project put(ProjectOrder order, Call call) {
        return wire.ask(Operation.PROJECTS_PUT, order, call, () -> {
            HostDesk.checkName(order.name());
            Row<Project> row = world.projects
                    .find(order.project())
                    .orElseGet(() -> world.projects.add(
                            Project.builder(order.project())
                                    .created(world.now())
                                    .build(),
                            ""));
            row.set(row.value().toBuilder().tags(order.tags()).build());
            return row.value();
        });
    }

    @Override
    public Page<Project> list(Region region, Cursor from, Call call) {
        return wire.ask(
                Operation.PROJECTS_LIST, region, call, () -> world.projects.page(region, project -> true, from));
    }

    @Override
    public void delete(ProjectId id, Call call) {
        wire.tell(Operation.PROJECTS_DELETE, id, call, () -> {
            boolean used =
                    world.apps.keySet().stream().anyMatch(app -> app.project().equals(id));
            if (used) {
                throw CloudException.rejected(Reason.CONFLICT, id + " holds apps; delete them first")
                        .code("ProjectNotEmpty")
                        .build();
            }
            world.projects.remove(id);
        });
    }
}
