package io.shiyun.tck;

import io.shiyun.model.CloudException;
import io.shiyun.spi.Level;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Support;
import io.shiyun.tck.Result.Verdict;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Runs rules against one provider on one bench. */
final class Runner implements AutoCloseable {
    private final TckHarness harness;
    private final Claims claims;
    private volatile @Nullable Bench bench;

    Runner(TckHarness harness) {
        this.harness = harness;
        this.claims = harness.claims();
    }

    /** Runs a rule, and takes away what it made. */
    Result run(Rule rule) {
        try {
            Bench on = bench();
            Optional<Operation> lacking = rule.needs().stream()
                    .filter(need -> !on.capabilities().of(need).usable())
                    .findFirst();
            return lacking.isPresent() ? lacks(rule, on, lacking.get()) : check(rule, on);
        } catch (Throwable e) {
            return failed(rule, e);
        }
    }

    private Result check(Rule rule, Bench on) {
        Optional<Absent> unprepared = Optional.empty();
        try {
            on.fixtures().prepare(rule.needs());
        } catch (Absent absent) {
            unprepared = Optional.of(absent);
        }
        if (unprepared.isPresent()) {
            return absent(rule, unprepared.get().getMessage());
        }
        int depth = on.cleanup().depth();
        try {
            rule.body().check(on);
            return new Result(rule, Verdict.PASS, "", Optional.empty());
        } catch (Absent absent) {
            return absent(rule, absent.getMessage());
        } catch (Throwable e) {
            return failed(rule, e);
        } finally {
            on.cleanup().runTo(depth);
        }
    }

    private Result lacks(Rule rule, Bench on, Operation operation) {
        Support support = on.capabilities().of(operation);
        if (claims.names(operation)) {
            return new Result(
                    rule,
                    Verdict.FAIL,
                    "the claims name " + operation.label() + ", but the provider says " + Level.NONE + ": "
                            + support.reason(),
                    Optional.empty());
        }
        return absent(rule, operation.label() + ": " + support.reason());
    }

    private static Result absent(Rule rule, @Nullable String reason) {
        return new Result(rule, Verdict.ABSENT, String.valueOf(reason), Optional.empty());
    }

    private static Result failed(Rule rule, Throwable e) {
        String message = e.getMessage() == null ? "" : e.getMessage();
        String why = e instanceof AssertionError
                ? message
                : e instanceof CloudException cloud
                        ? cloud.problem() + " (" + cloud.certainty() + ")"
                        : e.getClass().getSimpleName() + ": " + message;
        return new Result(rule, Verdict.FAIL, why, Optional.of(e));
    }

    /**
     * Connects, if that was not done yet.
     *
     * @throws UsageException when the settings cannot be right
     */
    void open() {
        try {
            bench();
        } catch (IllegalArgumentException e) {
            throw new UsageException(e.getMessage() == null ? e.toString() : e.getMessage(), e);
        }
    }

    private Bench bench() {
        Bench open = bench;
        if (open == null) {
            open = new Bench(harness);
            bench = open;
        }
        return open;
    }

    /** Lets no thread but this one make calls from now on, so that what is taken away stays away. */
    void stop() {
        Bench open = bench;
        if (open != null) {
            open.keepFor(Thread.currentThread());
        }
    }

    /** Takes away everything and returns whether nothing was left behind, as a rule. */
    Result sweep() {
        Rule rule = new Rule("cloud", "what the contract made is taken away again", List.of(), on -> {});
        Bench open = bench;
        if (open == null) {
            return absent(rule, "nothing was made");
        }
        open.cleanup().runTo(0);
        open.cleanup().add("hosts that were listed late", () -> {
            open.fixtures().deleteLate();
            return true;
        });
        open.cleanup().runTo(0);
        List<String> left = open.cleanup().left();
        return left.isEmpty()
                ? new Result(rule, Verdict.PASS, "", Optional.empty())
                : new Result(rule, Verdict.FAIL, "left behind: " + left, Optional.empty());
    }

    @Override
    public void close() {
        Bench open = bench;
        if (open != null) {
            open.close();
        }
    }
}
