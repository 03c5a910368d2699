package io.shiyun.tck;

import java.util.ArrayList;
import java.util.List;

/** Runs rules from a program that is neither JUnit nor the command line. */
public final class Contract {
    private Contract() {}

    /** Runs these rules and takes away what they made; the last result says whether that succeeded. */
    public static List<Result> run(TckHarness harness, List<Rule> rules) {
        List<Result> results = new ArrayList<>();
        try (Runner runner = new Runner(harness)) {
            rules.forEach(rule -> results.add(runner.run(rule)));
            results.add(runner.sweep());
        }
        return List.copyOf(results);
    }
}
