package io.shiyun.benchmarks;

import io.shiyun.finops.focus.FocusRules;
import io.shiyun.finops.focus.RuleReport;
import io.shiyun.finops.focus.RuleVerdict;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.Locale;

/**
 * Checks files against the 621 rules of FOCUS 1.2 and prints how many are kept, broken, about absent columns, or not to
 * be checked from a file, the broken ones each with its first line, and the rows a second of CPU. {@code FocusRuleCounts
 * FILE...}
 */
public final class FocusRuleCounts {
    private FocusRuleCounts() {}

    /** Takes files. */
    public static void main(String[] args) {
        for (String file : args) {
            long before = cpu();
            RuleReport report = FocusRules.check(Path.of(file));
            long cpu = cpu() - before;
            long unchecked = report.count(RuleVerdict.State.UNCHECKED);
            System.out.printf(
                    Locale.ROOT,
                    "%s: %d rows, %d rules, %d checked: %d kept, %d broken, %d about absent columns; %d not checkable; "
                            + "%.3f Mrows/CPU-s%n",
                    report.file(),
                    report.rows(),
                    report.verdicts().size(),
                    report.verdicts().size() - unchecked,
                    report.count(RuleVerdict.State.KEPT),
                    report.count(RuleVerdict.State.BROKEN),
                    report.count(RuleVerdict.State.ABSENT),
                    unchecked,
                    report.rows() * 1e3 / cpu);
            if (report.rows() < 1_000_000) {
                report.verdicts().stream()
                        .filter(verdict -> verdict.state() == RuleVerdict.State.BROKEN)
                        .forEach(verdict -> System.out.printf(
                                Locale.ROOT,
                                "  %s %s: %d rows, first line %d%n",
                                verdict.level(),
                                verdict.rule(),
                                verdict.rows(),
                                verdict.firstLine()));
            }
            report.faults().forEach(fault -> System.out.println("  " + fault));
        }
    }

    private static long cpu() {
        return ((com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
                .getProcessCpuTime();
    }
}
