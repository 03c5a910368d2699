package io.shiyun.release;

import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Trouble;
import io.shiyun.model.TroubleKind;
import java.util.List;
import java.util.Objects;

/** Why a release is given up. */
record Verdict(Reason reason, String why, List<Trouble> troubles) {
    Verdict {
        Objects.requireNonNull(reason, "reason");
        Objects.requireNonNull(why, "why");
        troubles = List.copyOf(troubles);
    }

    static Verdict of(Problem problem, List<Trouble> troubles) {
        return new Verdict(problem.reason(), problem.toString(), troubles);
    }

    static Verdict fatal(Trouble first, List<Trouble> all) {
        return new Verdict(reason(first.kind()), first.kind() + ": waiting longer will not help", all);
    }

    Verdict and(String more) {
        return new Verdict(reason, why + "; " + more, troubles);
    }

    private static Reason reason(TroubleKind kind) {
        return switch (kind) {
            case IMAGE_PULL, MISSING_CONFIG -> Reason.NOT_FOUND;
            case QUOTA -> Reason.QUOTA;
            case PORT_IN_USE -> Reason.CONFLICT;
            case UNSCHEDULABLE -> Reason.STOCK;
            default -> Reason.INVALID;
        };
    }
}
