package io.shiyun.tck;

import io.shiyun.tck.Result.Verdict;
import java.io.IOException;
import java.io.PrintStream;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;

/** The contract from the command line; {@link Arguments#USAGE} says how. */
public final class Main {
    private final PrintStream out;
    private final PrintStream err;

    Main(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    /** Tests a provider and ends the process: 0 when it keeps the contract, 1 when not, 2 when asked wrongly. */
    public static void main(String[] args) {
        System.exit(new Main(System.out, System.err).run(args));
    }

    /** Tests a provider and returns the exit code. */
    int run(String... args) {
        try {
            Arguments arguments = Arguments.parse(args);
            List<Rule> rules = Rules.only(arguments.only());
            try (Plugins plugins = Plugins.in(arguments.plugins());
                    CommandHarness harness = new CommandHarness(
                            plugins.provider(arguments.provider()), arguments.config(), System.getenv())) {
                return test(harness, rules);
            }
        } catch (UsageException | IllegalArgumentException e) {
            err.println(e.getMessage());
            err.printf(Arguments.USAGE, Rules.sections());
            return 2;
        } catch (IOException e) {
            err.println("the run was not closed well: " + e.getMessage());
            return 1;
        }
    }

    private int test(CommandHarness harness, List<Rule> rules) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        AtomicBoolean stopped = new AtomicBoolean();
        try (Runner runner = new Runner(harness)) {
            Thread sweeper = new Thread(() -> interrupted(harness, runner, stopped), CommandHarness.THREAD + "sweeper");
            runner.open();
            Runtime.getRuntime().addShutdownHook(sweeper);
            for (Rule rule : rules) {
                if (stopped.get()) {
                    join(sweeper);
                    return 1;
                }
                report(runner.run(rule), counts);
            }
            Runtime.getRuntime().removeShutdownHook(sweeper);
            report(runner.sweep(), counts);
        }
        int failed = counts.getOrDefault(Verdict.FAIL, 0);
        out.printf(
                "%d passed, %d failed, %d absent%n",
                counts.getOrDefault(Verdict.PASS, 0), failed, counts.getOrDefault(Verdict.ABSENT, 0));
        out.flush();
        return failed == 0 ? 0 : 1;
    }

    /** The session stays open for as long as things are taken away in it. */
    private static void join(Thread sweeper) {
        try {
            sweeper.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void report(Result result, Map<Verdict, Integer> counts) {
        counts.merge(result.verdict(), 1, Integer::sum);
        out.println(result.line());
        out.flush();
    }

    /** What was made is taken away also when the run is ended by a signal. */
    private void interrupted(CommandHarness harness, Runner runner, AtomicBoolean stopped) {
        stopped.set(true);
        err.println("interrupted; taking away what was made");
        runner.stop();
        err.println(runner.sweep().line());
        runner.close();
        try {
            harness.close();
        } catch (IOException e) {
            err.println("the folder of the run is left: " + e.getMessage());
        }
        err.flush();
    }
}
