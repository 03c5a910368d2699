package io.shiyun;

import io.shiyun.model.CloudId;
import io.shiyun.model.Id;
import io.shiyun.model.Problem;
import io.shiyun.model.Region;
import java.util.List;
import java.util.Objects;

/**
 * What a sweep found. It looks at things with the tags of this installation only.
 *
 * <ul>
 *   <li>{@link Verdict#DELETED}: made by a request that failed, was given up or made another one too. It is older than
 *       twice the time a new thing may stay hidden and than ten minutes, so nobody is still at work on it.
 *   <li>{@link Verdict#WOULD_DELETE}: the same, in a dry run.
 *   <li>{@link Verdict#TOO_YOUNG}: the same, but not old enough yet.
 *   <li>{@link Verdict#HELD_BACK}: the same, but this sweep has deleted as much as it may. One mistake shall not empty an
 *       account.
 *   <li>{@link Verdict#NOT_DELETED}: the same, but the cloud would not, or could not be asked.
 *   <li>{@link Verdict#UNKNOWN}: the journal does not know the operation. Another copy of the store may; it is left alone.
 * </ul>
 *
 * @param finds what should not be there
 * @param settled how many fences were lifted, since nothing arrived late
 * @param missing where it could not look
 */
public record SweepReport(List<Find> finds, int settled, List<Gap> missing) {
    public SweepReport {
        finds = List.copyOf(finds);
        missing = List.copyOf(missing);
    }

    /** What was done about a find. */
    public enum Verdict {
        /** It was deleted. */
        DELETED,
        /** It would be deleted. */
        WOULD_DELETE,
        /** It is too young to be judged. */
        TOO_YOUNG,
        /** It is for the next sweep. */
        HELD_BACK,
        /** It could not be deleted. */
        NOT_DELETED,
        /** It is left alone. */
        UNKNOWN
    }

    /**
     * One thing that should not be there.
     *
     * @param id what
     * @param operationId what made it
     * @param verdict what was done about it
     * @param why in words
     */
    public record Find(Id id, String operationId, Verdict verdict, String why) {
        public Find {
            Objects.requireNonNull(id, "id");
            Objects.requireNonNull(verdict, "verdict");
        }
    }

    /**
     * Where it could not look, or saw only a part.
     *
     * @param region where
     * @param kind for what
     * @param why in words
     */
    public record Gap(Region region, String kind, Problem why) {
        /** Returns the cloud. */
        public CloudId cloud() {
            return region.cloud();
        }
    }

    /** Returns the finds of this verdict. */
    public List<Find> of(Verdict verdict) {
        return finds.stream().filter(find -> find.verdict() == verdict).toList();
    }

    /** Returns whether it looked everywhere and nothing is left that should not be there. */
    public boolean clean() {
        return missing.isEmpty() && finds.stream().allMatch(find -> find.verdict() == Verdict.DELETED);
    }
}
