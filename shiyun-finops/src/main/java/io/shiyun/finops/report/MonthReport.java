package io.shiyun.finops.report;

import io.shiyun.file.WholeFile;
import io.shiyun.finops.advice.Advice;
import io.shiyun.finops.anomaly.CostAnomaly;
import io.shiyun.finops.budget.BudgetStatus;
import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.budget.Forecaster;
import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Coverage;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.YearMonth;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * A month of costs as one HTML page: spend over time, by cloud and team, the forecast, budgets, anomalies with their causes,
 * advice, and what is missing. Style, charts and script are in the page, which asks no network for anything, and forbids
 * its browser to. Currencies stay apart, unless the costs are
 * {@link CubeCosts#in in one}; then each rate is named. Immutable; each method answers a changed copy.
 */
public final class MonthReport {
    private final CubeCosts costs;
    private final YearMonth month;
    private final LocalDate asOf;
    private final Parts parts;

    private MonthReport(CubeCosts costs, YearMonth month, LocalDate asOf, Parts parts) {
        this.costs = costs;
        this.month = month;
        this.asOf = asOf;
        this.parts = parts;
    }

    /** What it shows beside the costs. */
    private record Parts(
            String title,
            Cost cost,
            List<Dimension> by,
            Forecaster forecaster,
            List<BudgetStatus> budgets,
            List<CostAnomaly> anomalies,
            List<Advice> advice,
            List<Coverage.ProviderDays> coverage,
            List<String> notes) {}

    /**
     * Begins a report of billed cost, by cloud and, if the cube keeps it, by team.
     *
     * @param costs the costs; the three months before are looked at too
     * @param month which month
     * @param asOf the first day that is not known yet; anything after the month when it is over
     * @throws IllegalArgumentException when the cube does not keep the cloud, or the month has not begun
     */
    public static MonthReport of(CubeCosts costs, YearMonth month, LocalDate asOf) {
        List<Dimension> kept = costs.cube().spec().dimensions();
        if (!kept.contains(Dimension.CLOUD)) {
            throw new IllegalArgumentException(
                    "The cube keeps " + kept + "; a report needs the cloud, Dimension.CLOUD, too");
        }
        if (asOf.isBefore(month.atDay(1))) {
            throw new IllegalArgumentException("The month " + month + " has not begun on " + asOf);
        }
        List<Dimension> by = new ArrayList<>(List.of(Dimension.CLOUD));
        if (kept.contains(Dimension.TEAM)) {
            by.add(Dimension.TEAM);
        }
        Parts parts = new Parts(
                "Cloud costs",
                Cost.BILLED,
                by,
                Forecaster.standard(),
                List.of(),
                List.of(),
                List.of(),
                List.of(),
                List.of());
        return new MonthReport(costs, month, asOf, parts);
    }

    private MonthReport with(Parts changed) {
        return new MonthReport(costs, month, asOf, changed);
    }

    /** Under another title. */
    public MonthReport title(String text) {
        Parts p = parts;
        return with(new Parts(
                Objects.requireNonNull(text, "text"),
                p.cost,
                p.by,
                p.forecaster,
                p.budgets,
                p.anomalies,
                p.advice,
                p.coverage,
                p.notes));
    }

    /** Of another cost. */
    public MonthReport of(Cost cost) {
        Parts p = parts;
        return with(
                new Parts(p.title, cost, p.by, p.forecaster, p.budgets, p.anomalies, p.advice, p.coverage, p.notes));
    }

    /** With a table by each of these dimensions, in the place of the one by team. */
    public MonthReport by(Dimension... dimensions) {
        Parts p = parts;
        List<Dimension> by = new ArrayList<>(List.of(Dimension.CLOUD));
        for (Dimension dimension : dimensions) {
            if (!by.contains(dimension)) {
                by.add(dimension);
            }
        }
        return with(
                new Parts(p.title, p.cost, by, p.forecaster, p.budgets, p.anomalies, p.advice, p.coverage, p.notes));
    }

    /** With a forecast by this. */
    public MonthReport forecaster(Forecaster forecaster) {
        Parts p = parts;
        return with(
                new Parts(p.title, p.cost, p.by, forecaster, p.budgets, p.anomalies, p.advice, p.coverage, p.notes));
    }

    /** With these budgets. */
    public MonthReport budgets(List<BudgetStatus> budgets) {
        Parts p = parts;
        return with(new Parts(
                p.title, p.cost, p.by, p.forecaster, List.copyOf(budgets), p.anomalies, p.advice, p.coverage, p.notes));
    }

    /** With these anomalies. */
    public MonthReport anomalies(List<CostAnomaly> anomalies) {
        Parts p = parts;
        return with(new Parts(
                p.title, p.cost, p.by, p.forecaster, p.budgets, List.copyOf(anomalies), p.advice, p.coverage, p.notes));
    }

    /** With this advice. */
    public MonthReport advice(List<Advice> advice) {
        Parts p = parts;
        return with(new Parts(
                p.title, p.cost, p.by, p.forecaster, p.budgets, p.anomalies, List.copyOf(advice), p.coverage, p.notes));
    }

    /** With the gaps of these bills. */
    public MonthReport coverage(Coverage coverage) {
        return coverage(coverage.providers());
    }

    /** With these gaps. */
    public MonthReport coverage(List<Coverage.ProviderDays> days) {
        Parts p = parts;
        return with(new Parts(
                p.title, p.cost, p.by, p.forecaster, p.budgets, p.anomalies, p.advice, List.copyOf(days), p.notes));
    }

    /** With these lines on what else is missing, such as {@code Estate.missing()}. */
    public MonthReport notes(List<String> lines) {
        Parts p = parts;
        return with(new Parts(
                p.title, p.cost, p.by, p.forecaster, p.budgets, p.anomalies, p.advice, p.coverage, List.copyOf(lines)));
    }

    /** Returns the page. */
    public String html() {
        Html html = new Html();
        html.own("<!DOCTYPE html>\n").open("html", "lang", "en").open("head");
        html.empty("meta", "charset", "utf-8");
        html.empty("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
        html.empty(
                "meta",
                "http-equiv",
                "Content-Security-Policy",
                "content",
                "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; base-uri 'none';"
                        + " form-action 'none'");
        html.empty("meta", "name", "referrer", "content", "no-referrer");
        html.leaf("title", parts.title + ", " + month);
        html.open("style").own(resource("page.css")).close("style").close("head");
        html.open("body").open("header").leaf("h1", parts.title + ", " + month);
        html.leaf("p", words(), "class", "soft").close("header").open("main");
        List<MonthData> data = MonthData.of(costs, parts.cost, month, asOf, parts.forecaster, parts.by);
        if (data.isEmpty()) {
            html.leaf("p", "There are no costs in this month, nor in the three before.");
        }
        data.forEach(one -> new Sections(html, one).write(parts.budgets, parts.by));
        Findings findings = new Findings(html);
        findings.budgets(parts.budgets);
        findings.anomalies(parts.anomalies);
        findings.advice(parts.advice);
        findings.gaps(parts.coverage, parts.notes);
        html.close("main").open("footer");
        html.leaf(
                "p",
                "Days are those of UTC on which charge periods start. Amounts are rounded to the currency's decimals"
                        + " here and nowhere else; the exact ones stand beside them. "
                        + costs.currency()
                                .map(currency -> "What was billed in other currencies than " + currency
                                        + " is converted at the rate of its day; the rates are named.")
                                .orElse("No currency is converted."));
        html.close("footer").open("script").own(resource("page.js")).close("script");
        html.close("body").close("html");
        return html.toString();
    }

    private String words() {
        String what = switch (parts.cost) {
            case BILLED -> "Billed cost: what is invoiced.";
            case EFFECTIVE -> "Effective cost: what was used, with what was paid ahead spread over its term.";
            case LIST -> "List cost: at public list prices.";
            case CONTRACTED -> "Contracted cost: at the agreed prices, before commitments.";
        };
        return what + " Known up to " + asOf.minusDays(1) + ".";
    }

    /**
     * Writes the page to a file, in the place of a former one, whole or not at all.
     *
     * @return the file
     * @throws UncheckedIOException when it cannot be written; a former file stays as it was
     */
    public Path report(Path file) {
        WholeFile.write(file, html().getBytes(StandardCharsets.UTF_8));
        return file;
    }

    private static String resource(String name) {
        try (InputStream in = MonthReport.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("The jar of shiyun-finops lacks its " + name);
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read from the jar of shiyun-finops", e);
        }
    }
}
