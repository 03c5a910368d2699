package io.shiyun.finops.budget;

/** What can be said of how a period will end: a {@link Forecast}, or {@link NoForecast} and why. */
public sealed interface Outlook permits Forecast, NoForecast {
    /** Returns it in a sentence for people. */
    String words();
}
