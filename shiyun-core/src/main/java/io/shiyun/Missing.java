package io.shiyun;

import io.shiyun.model.Located;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import java.time.Instant;
import java.util.Objects;
import java.util.Optional;

/**
 * A region that did not answer, or not in full.
 *
 * @param region which
 * @param why what went wrong
 * @param lastKnown as of when its last answer is still known, if it is
 */
public record Missing(Region region, Problem why, Optional<Instant> lastKnown) implements Located {
    public Missing {
        Objects.requireNonNull(region, "region");
        Objects.requireNonNull(why, "why");
        Objects.requireNonNull(lastKnown, "lastKnown");
    }

    @Override
    public String toString() {
        return region + " is missing: " + why
                + lastKnown.map(at -> "; last known " + at).orElse("");
    }
}
