package io.shiyun.benchmarks;

import java.util.Locale;

/** A set of series with what is to be found in them, and how a detector is scored on it. */
enum World {
    /** Numenta Anomaly Benchmark, standard score at its best threshold, with or without a rest, whichever earns more. */
    NAB("NAB", "%.1f"),
    /** Server Machine Dataset, mean volume under precision and recall. */
    SMD("SMD", "%.3f"),
    /** JumpStarter's services, the same. */
    JUMPSTARTER("JumpStarter", "%.3f"),
    /** Made series, share found in percent at one false alarm in a month. */
    MADE("made, %", "%.1f"),
    /** Made hosts, mean volume under precision and recall. */
    HOSTS("made hosts", "%.3f");

    final String title;
    private final String form;

    World(String title, String form) {
        this.title = title;
        this.form = form;
    }

    /** Returns a figure of this world with as many digits as it has. */
    String text(double figure) {
        return String.format(Locale.ROOT, form, figure);
    }
}
