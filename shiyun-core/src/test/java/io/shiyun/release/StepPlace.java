package io.shiyun.release;

import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.ProjectId;
import io.shiyun.model.Reason;
import io.shiyun.model.Replica;
import io.shiyun.model.ReplicaId;
import io.shiyun.model.ReplicaState;
import io.shiyun.model.Scaling;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import io.shiyun.spi.AppOrder;
import io.shiyun.spi.Apps;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A place of one replica a step. The image of an order says how its replicas fare: {@code good} serves after a second,
 * {@code unready} never does, {@code crash} ends again and again, {@code missing} cannot be had.
 */
final class StepPlace implements Apps {
    static final class Copy {
        final String name;
        final AppOrder order;
        final Duration startedAt;

        Copy(String name, AppOrder order, Duration startedAt) {
            this.name = name;
            this.order = order;
            this.startedAt = startedAt;
        }
    }

    static final class Running {
        AppOrder order;
        int wanted;
        final List<Copy> copies = new ArrayList<>();

        Running(AppOrder order) {
            this.order = order;
        }
    }

    private static final Duration SOON = Duration.ofMillis(200);

    final Map<AppId, Running> apps = new LinkedHashMap<>();
    final Deque<CloudException> faults = new ArrayDeque<>();
    final List<AppOrder> applied = new ArrayList<>();
    int leastServing = Integer.MAX_VALUE;
    boolean lossy;
    Runnable beforeProceed = () -> {};
    private final VirtualTime time;
    private int made;

    StepPlace(VirtualTime time) {
        this.time = time;
    }

    /** The next calls fail so; where lossy, after they had their effect. */
    void fail(CloudException... next) {
        faults.addAll(List.of(next));
    }

    @Override
    public Progress<App> apply(AppOrder order, Call call) {
        failBefore();
        applied.add(order);
        Running app = apps.get(order.app());
        if (app == null) {
            app = new Running(order);
            apps.put(order.app(), app);
        }
        app.order = order;
        if (order.scaling() instanceof Scaling.Fixed fixed) {
            app.wanted = fixed.count();
        } else if (order.scaling() instanceof Scaling.Auto auto) {
            app.wanted = Math.max(auto.min(), app.wanted);
        }
        failAfter();
        return answer(order.app());
    }

    @Override
    public Progress<App> scale(AppId id, Scaling scaling, Call call) {
        failBefore();
        there(id).wanted = ((Scaling.Fixed) scaling).count();
        failAfter();
        return answer(id);
    }

    @Override
    public Progress<App> delete(AppId id, Call call) {
        failBefore();
        Running app = apps.get(id);
        if (app == null) {
            return Progress.done(App.builder(id, "").observed(true).build());
        }
        app.wanted = 0;
        return Progress.ongoing(Ticket.of(id.region(), "delete", id.text()), SOON, seen(id));
    }

    @Override
    public Progress<App> proceed(Ticket ticket, Call call) {
        beforeProceed.run();
        failBefore();
        AppId id = io.shiyun.model.Id.parse(AppId.class, ticket.arg(0));
        step(there(id));
        if (ticket.step().equals("delete")) {
            if (there(id).copies.isEmpty()) {
                apps.remove(id);
                return Progress.done(App.builder(id, "").observed(true).build());
            }
            return Progress.ongoing(ticket, SOON, seen(id));
        }
        failAfter();
        return answer(id);
    }

    @Override
    public App get(AppId id, Call call) {
        there(id);
        return seen(id);
    }

    @Override
    public Page<App> list(ProjectId project, Cursor from, Call call) {
        return Page.last(apps.keySet().stream().map(this::seen).toList());
    }

    /** Serving replicas of any revision. */
    long serving(AppId id) {
        Running app = apps.get(id);
        return app == null ? 0 : app.copies.stream().filter(this::serves).count();
    }

    private void step(Running app) {
        Optional<Copy> stale =
                app.copies.stream().filter(copy -> !current(app, copy)).findFirst();
        long updated = app.copies.stream().filter(copy -> current(app, copy)).count();
        long serving = app.copies.stream().filter(this::serves).count();
        Optional<Copy> broken = app.copies.stream()
                .filter(copy -> !current(app, copy) && !serves(copy))
                .findFirst();
        if (broken.isPresent()) {
            app.copies.remove(broken.get());
        } else if (updated < app.wanted && app.copies.size() < app.wanted + 1) {
            app.copies.add(new Copy("r" + ++made, app.order, time.now()));
        } else if (stale.isPresent() && serving > app.wanted) {
            app.copies.remove(stale.get());
        } else if (stale.isEmpty() && updated > app.wanted) {
            app.copies.remove(app.copies.size() - 1);
        }
        leastServing = (int)
                Math.min(leastServing, app.copies.stream().filter(this::serves).count());
    }

    private Progress<App> answer(AppId id) {
        App app = seen(id);
        return app.settled()
                ? Progress.done(app)
                : Progress.ongoing(Ticket.of(id.region(), "roll", id.text()), SOON, app);
    }

    private App seen(AppId id) {
        Running app = there(id);
        List<Trouble> troubles = new ArrayList<>();
        List<Replica> replicas = new ArrayList<>();
        for (Copy copy : app.copies) {
            trouble(copy).ifPresent(kind -> troubles.add(new Trouble(kind, "as ordered", copy.name)));
            replicas.add(Replica.builder(
                            new ReplicaId(id, copy.name),
                            copy.order.revision(),
                            serves(copy) ? ReplicaState.READY : ReplicaState.STARTING)
                    .build());
        }
        int updated =
                (int) app.copies.stream().filter(copy -> current(app, copy)).count();
        int ready = (int) app.copies.stream()
                .filter(copy -> current(app, copy) && serves(copy))
                .count();
        return App.builder(id, app.order.revision())
                .observed(true)
                .wanted(app.wanted)
                .running(app.copies.size())
                .updated(updated)
                .ready(ready)
                .troubles(troubles)
                .replicas(replicas)
                .tags(app.order.tags())
                .build();
    }

    private static boolean current(Running app, Copy copy) {
        return copy.order.revision().equals(app.order.revision());
    }

    private boolean serves(Copy copy) {
        return copy.order.image().startsWith("good")
                && time.now().minus(copy.startedAt).compareTo(Duration.ofSeconds(1)) >= 0;
    }

    private static Optional<TroubleKind> trouble(Copy copy) {
        return switch (copy.order.image()) {
            case "crash" -> Optional.of(TroubleKind.CRASH_LOOP);
            case "missing" -> Optional.of(TroubleKind.IMAGE_PULL);
            case "unready" -> Optional.of(TroubleKind.UNREADY);
            default -> Optional.empty();
        };
    }

    private Running there(AppId id) {
        Running app = apps.get(id);
        if (app == null) {
            throw CloudException.rejected(Reason.NOT_FOUND, "no app " + id).build();
        }
        return app;
    }

    private void failBefore() {
        if (!lossy) {
            fail();
        }
    }

    private void failAfter() {
        if (lossy) {
            fail();
        }
    }

    private void fail() {
        @Nullable CloudException next = faults.poll();
        if (next != null) {
            throw next;
        }
    }
}
