package io.shiyun.tck;

import static io.shiyun.spi.Operation.HOSTS_CREATE;
import static io.shiyun.spi.Operation.HOSTS_DELETE;
import static io.shiyun.spi.Operation.IMAGES_COPY;
import static io.shiyun.spi.Operation.IMAGES_CREATE;
import static io.shiyun.spi.Operation.IMAGES_DELETE;
import static io.shiyun.spi.Operation.IMAGES_GET;
import static io.shiyun.spi.Operation.IMAGES_LIST;
import static io.shiyun.spi.Operation.IMAGES_RESOLVE;
import static io.shiyun.spi.Operation.PROJECTS_DELETE;
import static io.shiyun.spi.Operation.PROJECTS_LIST;
import static io.shiyun.spi.Operation.PROJECTS_PUT;

import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Project;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.ImageOrder;
import io.shiyun.spi.Images;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Progress;
import io.shiyun.spi.ProjectOrder;
import io.shiyun.spi.Projects;
import java.util.List;
import java.util.Map;

/** Machine images and projects. */
final class ImageRules {
    private ImageRules() {}

    static List<Rule> rules() {
        return List.of(
                rule("images", "a listed image is found by its id", ImageRules::listed, IMAGES_LIST, IMAGES_GET),
                rule(
                        "images",
                        "a name leads to an image that can be used",
                        ImageRules::resolve,
                        IMAGES_LIST,
                        IMAGES_RESOLVE),
                rule(
                        "images",
                        "a name that leads nowhere is not found",
                        ImageRules::unknown,
                        IMAGES_RESOLVE,
                        IMAGES_GET),
                rule(
                        "images",
                        "an image is taken of a host once, used and deleted",
                        ImageRules::create,
                        IMAGES_CREATE,
                        IMAGES_GET,
                        IMAGES_DELETE,
                        HOSTS_CREATE,
                        HOSTS_DELETE),
                rule(
                        "images",
                        "an image is copied to another region",
                        ImageRules::copy,
                        IMAGES_CREATE,
                        IMAGES_COPY,
                        IMAGES_GET,
                        IMAGES_DELETE,
                        HOSTS_CREATE,
                        HOSTS_DELETE),
                rule(
                        "projects",
                        "a project is made so, listed and deleted",
                        ImageRules::project,
                        PROJECTS_PUT,
                        PROJECTS_LIST,
                        PROJECTS_DELETE),
                rule(
                        "projects",
                        "a project that holds apps is not deleted",
                        ImageRules::full,
                        PROJECTS_PUT,
                        PROJECTS_DELETE,
                        Operation.APPS_APPLY,
                        Operation.APPS_DELETE));
    }

    private static Rule rule(String section, String sentence, Rule.Body body, Operation... needs) {
        return new Rule(section, sentence, List.of(needs), body);
    }

    private static Images images(Bench bench) {
        return bench.service(Images.class);
    }

    private static List<Image> all(Bench bench) {
        return bench.all(cursor -> images(bench).list(bench.region(), cursor, bench.call()), Image::id);
    }

    private static void listed(Bench bench) {
        for (Image image : all(bench).stream().limit(5).toList()) {
            Expect.same(bench.region(), image.region(), "the region of an image");
            Expect.same(image.id(), images(bench).get(image.id(), bench.call()).id(), "the id of the image found");
        }
    }

    private static void resolve(Bench bench) {
        Image some = all(bench).stream()
                .filter(image -> image.state() == ResourceState.READY)
                .findFirst()
                .orElseThrow(() -> new Absent("there is no ready image"));
        Image byId = images(bench).resolve(bench.region(), some.id().value(), bench.call());
        Expect.same(some.id(), byId.id(), "the image its own id leads to");
        Image byName = images(bench).resolve(bench.region(), some.name(), bench.call());
        Expect.same(ResourceState.READY, byName.state(), "the state of the image that a name leads to");
    }

    private static void unknown(Bench bench) {
        Expect.refused(
                "resolving a name that leads nowhere",
                () -> images(bench).resolve(bench.region(), "tck-no-such-image", bench.call()),
                Reason.NOT_FOUND);
        ImageId never = new ImageId(bench.region(), "tck-no-such-image");
        Expect.refused(
                "getting " + never, () -> images(bench).get(never, bench.call()), Reason.NOT_FOUND, Reason.INVALID);
    }

    private static Image taken(Bench bench, Intent intent) {
        ImageOrder order = ImageOrder.builder(bench.fixtures().host(), bench.name("image"))
                .tags(Map.of("tck-hint", "image"))
                .build();
        Image first = follow(bench, images(bench).create(order, intent, bench.call()), intent);
        bench.later("image " + first.id(), () -> delete(bench, first.id()));
        if (bench.keepsTokens(IMAGES_CREATE)) {
            Image again = follow(bench, images(bench).create(order, intent, bench.call()), intent);
            Expect.same(first.id(), again.id(), "the image of the same intent");
        }
        return first;
    }

    private static Image follow(Bench bench, Progress<Image> progress, Intent intent) {
        return bench.done(progress, ticket -> images(bench).proceed(ticket, intent, bench.call()));
    }

    private static Image delete(Bench bench, ImageId id) {
        Intent intent = bench.intent();
        return follow(bench, images(bench).delete(id, bench.call()), intent);
    }

    private static void create(Bench bench) {
        Intent intent = bench.intent();
        Image image = taken(bench, intent);
        Expect.same(ResourceState.READY, image.state(), "the state of the image");
        Expect.that(image.tags().entrySet().containsAll(intent.tags().entrySet()), "the tags are %s", image.tags());
        bench.fixtures()
                .newHost(bench.fixtures().hostOrder("own").image(image.id()).build(), bench.intent());
        delete(bench, image.id());
        delete(bench, image.id());
        Expect.refused("getting a deleted image", () -> images(bench).get(image.id(), bench.call()), Reason.NOT_FOUND);
    }

    private static void copy(Bench bench) {
        Region to = bench.cloud().regions().stream()
                .filter(region -> !region.equals(bench.region()))
                .findFirst()
                .orElseThrow(() -> new Absent("there is one region"));
        Image image = taken(bench, bench.intent());
        Intent intent = bench.intent();
        Image copy = follow(bench, images(bench).copy(image.id(), to, intent, bench.call()), intent);
        bench.later("image " + copy.id(), () -> delete(bench, copy.id()));
        Expect.same(to, copy.region(), "the region of the copy");
        Expect.same(copy.id(), images(bench).get(copy.id(), bench.call()).id(), "the id of the copy found");
    }

    private static void project(Bench bench) throws Exception {
        Projects projects = bench.service(Projects.class);
        ProjectOrder order = ProjectOrder.builder(bench.region(), bench.name("put"))
                .tags(Map.of("tck-hint", "one"))
                .build();
        bench.later("project " + order.project(), () -> {
            projects.delete(order.project(), bench.call());
            return true;
        });
        projects.put(order, bench.call());
        Project again =
                projects.put(order.toBuilder().tags(Map.of("tck-hint", "two")).build(), bench.call());
        Expect.same(order.project(), again.id(), "the id of the project");
        Expect.same("two", again.tags().getOrDefault("tck-hint", ""), "the tag that was changed");
        bench.until("the project is listed", () -> listed(bench, order.project()));
        projects.delete(order.project(), bench.call());
        projects.delete(order.project(), bench.call());
        bench.until("the deleted project is in no list", () -> !listed(bench, order.project()));
    }

    private static boolean listed(Bench bench, ProjectId id) {
        Projects projects = bench.service(Projects.class);
        return bench.all(cursor -> projects.list(bench.region(), cursor, bench.call()), Project::id).stream()
                .anyMatch(project -> project.id().equals(id));
    }

    private static void full(Bench bench) {
        AppBench on = new AppBench(bench);
        AppOrder order = on.order("full", 1);
        on.apply(order);
        Expect.refused(
                "deleting a project that holds an app",
                () -> {
                    bench.service(Projects.class).delete(order.project(), bench.call());
                    return order;
                },
                Reason.CONFLICT);
    }
}
