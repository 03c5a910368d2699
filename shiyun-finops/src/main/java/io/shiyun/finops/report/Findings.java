package io.shiyun.finops.report;

import io.shiyun.finops.advice.Advice;
import io.shiyun.finops.advice.Step;
import io.shiyun.finops.anomaly.CostAnomaly;
import io.shiyun.finops.anomaly.Move;
import io.shiyun.finops.anomaly.Moves;
import io.shiyun.finops.budget.BudgetAlarm;
import io.shiyun.finops.budget.BudgetStatus;
import io.shiyun.finops.focus.Coverage;
import io.shiyun.finops.money.Conversions;
import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.List;

/** The parts of the page that are about all currencies: budgets, anomalies, advice, gaps. */
final class Findings {
    /** The most rows of each; what is left out is counted. */
    private static final int MOST = 200;

    private static final int DAYS = 40;

    private final Html html;

    Findings(Html html) {
        this.html = html;
    }

    void budgets(List<BudgetStatus> all) {
        if (all.isEmpty()) {
            return;
        }
        html.open("section", "id", "budgets")
                .leaf("h2", "Budgets")
                .open("div", "class", "wide")
                .open("table");
        html.open("tr").leaf("th", "Budget").leaf("th", "Spent", "class", "n").leaf("th", "Limit", "class", "n");
        html.leaf("th", "", "class", "n").leaf("th", "Outlook").close("tr");
        for (BudgetStatus status : all.subList(0, Math.min(MOST, all.size()))) {
            boolean over = status.spent().compareTo(status.budget().limit()) >= 0;
            html.open("tr").open("td").text(status.budget().name());
            if (!status.group().isEmpty()) {
                html.text(": "
                        + String.join(
                                ", ",
                                status.group().stream().map(Sections::name).toList()));
            }
            for (BudgetAlarm alarm : status.alarms()) {
                html.leaf("div", "now: " + alarm.threshold(), "class", "bad");
            }
            html.close("td").leaf("td", Figures.money(status.spent()), "class", "n");
            html.leaf("td", Figures.money(status.budget().limit()), "class", "n");
            html.leaf("td", status.percent().toPlainString() + " %", "class", over ? "n bad" : "n");
            html.open("td").text(status.outlook().words());
            for (Money other : status.others()) {
                html.leaf("div", "not counted: " + Figures.money(other), "class", "soft");
            }
            if (!status.conversions().isEmpty()) {
                html.leaf("div", Conversions.words(status.conversions()), "class", "soft");
            }
            html.close("td").close("tr");
        }
        html.close("table").close("div");
        more(all.size(), "budgets");
        html.close("section");
    }

    void anomalies(List<CostAnomaly> all) {
        html.open("section", "id", "anomalies").leaf("h2", "Anomalies");
        if (all.isEmpty()) {
            html.leaf("p", "None was found.", "class", "soft");
        }
        html.open("div", "class", "cards");
        for (CostAnomaly anomaly : all.subList(0, Math.min(MOST, all.size()))) {
            html.open("div", "class", "card anomaly").leaf("h3", title(anomaly));
            html.leaf(
                    "p",
                    Figures.money(anomaly.actual()) + ", usually " + Figures.money(anomaly.usual())
                            + (anomaly.hidden() == null
                                    ? ""
                                    : ", in " + anomaly.hidden().dimension() + " "
                                            + Sections.name(anomaly.hidden().value()) + "; the total hides it"));
            html.leaf("p", "Confidence " + anomaly.confidence().words() + ".", "class", "soft");
            if (!anomaly.conversions().isEmpty()) {
                html.leaf("p", Conversions.words(anomaly.conversions()), "class", "soft");
            }
            html.open("div", "class", "wide").open("table");
            for (Moves moves : anomaly.causes()) {
                moves(moves, anomaly);
            }
            html.close("table").close("div").close("div");
        }
        html.close("div");
        more(all.size(), "anomalies");
        html.close("section");
    }

    private static String title(CostAnomaly anomaly) {
        LocalDate last = anomaly.to().minusDays(1);
        String days = last.equals(anomaly.from()) ? last.toString() : anomaly.from() + " to " + last;
        return days + ": " + (anomaly.impact().amount().signum() > 0 ? "+" : "") + Figures.money(anomaly.impact());
    }

    private void moves(Moves moves, CostAnomaly anomaly) {
        html.open("tr").leaf("th", moves.dimension().toString()).leaf("th", "usual", "class", "n");
        html.leaf("th", "now", "class", "n").leaf("th", "moved", "class", "n").close("tr");
        for (Move move : moves.moves()) {
            html.open("tr").open("td").text(Sections.name(move.member()));
            if (move.kind() == Move.Kind.NEW || move.kind() == Move.Kind.VANISHED) {
                html.leaf("b", move.kind() == Move.Kind.NEW ? " new" : " gone");
            }
            html.close("td")
                    .leaf("td", Figures.amount(move.usual(), anomaly.actual().currency()), "class", "n")
                    .leaf("td", Figures.amount(move.actual(), anomaly.actual().currency()), "class", "n")
                    .leaf(
                            "td",
                            (move.change().signum() > 0 ? "+" : "")
                                    + Figures.amount(
                                            move.change(), anomaly.actual().currency()),
                            "class",
                            "n")
                    .close("tr");
        }
        if (moves.others() > 0) {
            html.open("tr")
                    .leaf("td", moves.others() + " others")
                    .leaf("td", "")
                    .leaf("td", "");
            html.leaf(
                    "td", Figures.amount(moves.othersChange(), anomaly.actual().currency()), "class", "n");
            html.close("tr");
        }
    }

    void advice(List<Advice> all) {
        html.open("section", "id", "advice").leaf("h2", "Advice");
        if (all.isEmpty()) {
            html.leaf("p", "There is none.", "class", "soft");
        } else {
            html.leaf("p", "Nothing of this is done unless somebody runs its plan.", "class", "soft");
        }
        html.open("div", "class", "cards");
        for (Advice advice : all.subList(0, Math.min(MOST, all.size()))) {
            html.open("div", "class", "card advice", "data-kind", advice.kind().name())
                    .leaf("h3", advice.summary());
            html.open("p").text(advice.saving().map(saving -> "Saves " + saving).orElse("What it saves is not known"));
            html.close("p").open("ul", "class", "plain");
            advice.evidence().forEach(line -> html.leaf("li", line));
            html.close("ul").open("details").leaf("summary", "The plan").open("ol", "class", "plain");
            for (Step step : advice.plan().steps()) {
                html.open("li").text(step.words());
                html.leaf("span", step.operation().isEmpty() ? " by hand" : " " + step.operation(), "class", "soft");
                html.close("li");
            }
            html.close("ol").close("details").close("div");
        }
        html.close("div");
        more(all.size(), "pieces of advice");
        html.close("section");
    }

    void gaps(List<Coverage.ProviderDays> providers, List<String> notes) {
        html.open("section", "id", "gaps").leaf("h2", "What is missing");
        boolean any = !notes.isEmpty();
        html.open("ul", "class", "plain");
        for (Coverage.ProviderDays provider : providers) {
            any |= days(provider.provider(), "no rows on", provider.missing());
            any |= days(provider.provider(), "rows for some hours only on", provider.partial());
        }
        notes.stream().limit(MOST).forEach(note -> html.leaf("li", note));
        html.close("ul");
        if (!any) {
            html.leaf(
                    "p",
                    providers.isEmpty() ? "Nothing is known of gaps in the bills." : "No gap in the bills was found.",
                    "class",
                    "soft");
        }
        html.close("section");
    }

    private boolean days(String provider, String what, List<LocalDate> days) {
        if (days.isEmpty()) {
            return false;
        }
        String listed = String.join(
                ", ", days.stream().limit(DAYS).map(LocalDate::toString).toList());
        html.leaf(
                "li",
                Sections.name(provider) + ": " + what + " " + listed
                        + (days.size() > DAYS ? " and " + (days.size() - DAYS) + " more days" : ""),
                "class",
                "gap");
        return true;
    }

    private void more(int size, String what) {
        if (size > MOST) {
            html.leaf("p", (size - MOST) + " more " + what + " are left out here.", "class", "soft");
        }
    }
}
