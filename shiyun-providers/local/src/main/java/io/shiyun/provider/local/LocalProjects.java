package io.shiyun.provider.local;

import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Region;
import io.shiyun.process.Folders;
import io.shiyun.process.apps.Names;
import io.shiyun.process.apps.Pages;
import io.shiyun.process.apps.Problems;
import io.shiyun.process.apps.StateFile;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Projects: a file each. An app may be applied to a project that was never put; it is then there by its apps alone. */
final class LocalProjects implements Projects {
    private static final String END = ".project";

    private final Desk desk;
    private final Path folder;

    LocalProjects(Desk desk) {
        this.desk = desk;
        this.folder = desk.world().folder().resolve("projects");
    }

    @Override
    public Project put(ProjectOrder order, Call call) {
        return desk.ask(order, call, () -> {
            Names.check("a project", order.name());
            Path file = file(order.name());
            Instant created = Files.exists(file)
                    ? StateFile.read(file, fields -> Instant.parse(fields.text("created")))
                    : desk.world().now();
            Folders.make(folder);
            StateFile.write(file, fields -> {
                fields.put("name", order.name());
                fields.put("created", created.toString());
                fields.putMap("tags", order.tags());
            });
            return fact(order.name(), order.tags(), created);
        });
    }

    @Override
    public Page<Project> list(Region region, Cursor from, Call call) {
        return desk.ask(region, call, () -> {
            List<Project> projects = Folders.list(folder).stream()
                    .map(file -> StateFile.read(
                            file,
                            fields -> fact(
                                    fields.text("name"), fields.map("tags"), Instant.parse(fields.text("created")))))
                    .toList();
            return Pages.of(projects, project -> project.id().value(), from);
        });
    }

    @Override
    public void delete(ProjectId id, Call call) {
        desk.ask(id, call, () -> {
            Names.check("a project", id.value());
            long apps = desk.world().apps().stream()
                    .filter(app -> app.id().project().equals(id))
                    .count();
            if (apps > 0) {
                throw Problems.conflict(id.text() + " holds " + apps + " apps; delete them first");
            }
            Folders.delete(file(id.value()));
            Folders.delete(desk.world().volumes(id));
            return true;
        });
    }

    private Path file(String name) {
        return folder.resolve(name + END);
    }

    private Project fact(String name, Map<String, String> tags, Instant created) {
        return new Project(new ProjectId(desk.world().region(), name), tags, Optional.of(created));
    }
}
