package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.ReleaseListener;
import io.shiyun.model.App;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The steps of one release, told to the listeners as they happen. Not thread-safe. */
final class Diary {
    private static final Logger LOG = LoggerFactory.getLogger(Diary.class);
    /** Steps kept; of a longer release the middle is left out. */
    private static final int LIMIT = 1000;

    private final Surroundings around;
    private final String release;
    private final ReleasePlan plan;
    private final ReleaseListener own;
    private final List<Release.Step> steps = new ArrayList<>();
    private Optional<App> seen = Optional.empty();
    private Release.Phase phase = Release.Phase.FORWARD;

    Diary(Surroundings around, String release, ReleasePlan plan, ReleaseListener own) {
        this.around = around;
        this.release = release;
        this.plan = plan;
        this.own = own;
    }

    /** Writes down what happened, unless it is what was written last. */
    Release.Step note(Release.Phase inPhase, String what, Optional<App> app) {
        phase = inPhase;
        if (app.isPresent()) {
            seen = app;
        }
        Release.Step step = new Release.Step(around.clock().instant(), inPhase, what, app);
        if (!steps.isEmpty()) {
            Release.Step last = steps.get(steps.size() - 1);
            if (last.phase() == inPhase && last.what().equals(what)) {
                return step;
            }
        }
        if (steps.size() == LIMIT) {
            steps.remove(LIMIT / 2);
        }
        steps.add(step);
        LOG.debug("{} {} {}: {}", plan.kind(), plan.app(), release, what);
        tell(listener -> listener.step(release, plan.kind(), plan.app(), step));
        return step;
    }

    void ended(Release done) {
        tell(listener -> listener.done(done));
    }

    /** The app as the place told of it last. */
    Optional<App> seen() {
        return seen;
    }

    Release.Phase phase() {
        return phase;
    }

    List<Release.Step> steps() {
        return List.copyOf(steps);
    }

    private void tell(Consumer<ReleaseListener> news) {
        for (ReleaseListener listener : List.of(around.listener(), own)) {
            try {
                news.accept(listener);
            } catch (RuntimeException theirs) {
                LOG.warn("A listener of release {} failed: {}", release, theirs.toString());
            }
        }
    }
}
