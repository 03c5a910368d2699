package io.shiyun.finops.anomaly;

import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.money.Conversion;
import io.shiyun.finops.money.Conversions;
import io.shiyun.finops.money.Rounding;
import io.shiyun.metrics.Confidence;
import io.shiyun.model.Money;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One day or several in a row that cost more or less than usual.
 *
 * @param from the first day
 * @param to the first day after the last one
 * @param hidden null when all costs together moved; otherwise what moved while they did not, since something else moved the
 *     other way or it is a small part of them
 * @param actual what it cost, exact
 * @param usual what such days usually cost, by the same days of the weeks before
 * @param score how surprising the most surprising day is, from 0 to 1
 * @param confidence how well the days before are known
 * @param conversions what of its days and of the usual ones was converted from other currencies, with the rates
 * @param causes what moved, the dimension first in which one member says most
 */
public record CostAnomaly(
        LocalDate from,
        LocalDate to,
        @Nullable Member hidden,
        Money actual,
        Money usual,
        double score,
        Confidence confidence,
        List<Conversion> conversions,
        List<Moves> causes) {
    public CostAnomaly {
        conversions = List.copyOf(conversions);
        causes = List.copyOf(causes);
    }

    /**
     * One member of a dimension.
     *
     * @param dimension which
     * @param value its value; the empty text is no value
     */
    public record Member(Dimension dimension, String value) {}

    /** Returns by how much it moved; negative when it cost less. */
    public Money impact() {
        return actual.minus(usual);
    }

    /** Returns it in a sentence for people. */
    public String words() {
        StringBuilder words = new StringBuilder().append(from);
        if (!to.equals(from.plusDays(1))) {
            words.append(" to ").append(to.minusDays(1));
        }
        Money size = new Money(impact().amount().abs(), impact().currency());
        words.append(": ")
                .append(Rounding.words(size))
                .append(impact().amount().signum() < 0 ? " less" : " more")
                .append(" than the usual ")
                .append(Rounding.words(usual));
        if (hidden != null) {
            words.append(" in ")
                    .append(hidden.dimension)
                    .append(' ')
                    .append(name(hidden.value))
                    .append(", hidden in the total");
        }
        for (Moves moves : causes) {
            if (!moves.moves().isEmpty()) {
                Move move = moves.moves().get(0);
                words.append("; ")
                        .append(moves.dimension())
                        .append(' ')
                        .append(name(move.member()))
                        .append(' ');
                if (move.kind() == Move.Kind.NEW || move.kind() == Move.Kind.VANISHED) {
                    words.append(move.kind() == Move.Kind.NEW ? "(new) " : "(gone) ");
                }
                words.append(move.change().signum() > 0 ? "+" : "")
                        .append(Rounding.plain(new Money(move.change(), actual.currency())));
            }
        }
        if (!conversions.isEmpty()) {
            words.append("; ").append(Conversions.words(conversions));
        }
        return words.toString();
    }

    private static String name(String value) {
        return value.isEmpty() ? "(none)" : value;
    }
}
