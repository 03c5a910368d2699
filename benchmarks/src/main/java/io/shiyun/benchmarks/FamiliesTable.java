package io.shiyun.benchmarks;

import java.util.Locale;
import java.util.Map;

/** Prints what was found of made anomalies, ours first. */
final class FamiliesTable {
    private FamiliesTable() {}

    static void print(Map<String, Families> results, int seeds) {
        System.out.printf(
                "found in %%, %d series each of 3 noises, at one false alarm in a month of each series%n", seeds);
        System.out.printf("%-17s %-16s", "", "");
        for (int s = 1; s <= Family.STRENGTHS; s++) {
            System.out.printf(" %5d", s);
        }
        System.out.printf(" %6s %9s%n", "mean", "late rows");
        for (Family family : Family.values()) {
            results.forEach((name, one) -> {
                System.out.printf("%-17s %-16s", family.name().toLowerCase(Locale.ROOT), name);
                double sum = 0;
                for (int s = 1; s <= Family.STRENGTHS; s++) {
                    sum += one.share(family, s);
                    cell(one.share(family, s));
                }
                System.out.printf(Locale.ROOT, " %6.1f %9.1f%n", 100 * sum / Family.STRENGTHS, one.delay(family));
            });
        }
        results.forEach((name, one) -> {
            System.out.printf("%-17s %-16s", "all", name);
            for (int s = 1; s <= Family.STRENGTHS; s++) {
                cell(one.share(s));
            }
            System.out.printf(Locale.ROOT, " %6.1f%n", 100 * one.meanShare());
        });
        for (Noise noise : Noise.values()) {
            results.forEach((name, one) -> {
                System.out.printf("%-17s %-16s", noise.name().toLowerCase(Locale.ROOT), name);
                for (Family family : Family.values()) {
                    System.out.printf(
                            Locale.ROOT,
                            " %s %.1f",
                            family.name().toLowerCase(Locale.ROOT),
                            100 * one.share(family, noise));
                }
                System.out.println();
            });
        }
        beaten(results);
    }

    private static void cell(double share) {
        System.out.printf(Locale.ROOT, " %5.1f", 100 * share);
    }

    /** Counts the cells of family and strength in which ours is above, level with and below the best peer. */
    private static void beaten(Map<String, Families> results) {
        Families ours = results.values().iterator().next();
        int[] counts = new int[3];
        int strengths = 0;
        for (int s = 1; s <= Family.STRENGTHS; s++) {
            int strength = s;
            for (Family family : Family.values()) {
                double best = results.values().stream()
                        .skip(1)
                        .mapToDouble(one -> one.share(family, strength))
                        .max()
                        .orElse(0);
                counts[1 - (int) Math.signum(ours.share(family, strength) - best)]++;
            }
            strengths += results.values().stream().skip(1).allMatch(one -> one.share(strength) < ours.share(strength))
                    ? 1
                    : 0;
        }
        System.out.printf(
                "ours above every peer in %d of 10 strengths over all; cells of family and strength in which it is above, "
                        + "level with, below the best peer: %d, %d, %d%n",
                strengths, counts[0], counts[1], counts[2]);
    }
}
