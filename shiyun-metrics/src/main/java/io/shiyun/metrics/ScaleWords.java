package io.shiyun.metrics;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Optional;
import java.util.OptionalDouble;

/** Puts a decision into a sentence. */
final class ScaleWords {
    private static final MathContext DIGITS = new MathContext(4);

    private final ScaleRule rule;
    private final long now;
    private final int replicas;

    ScaleWords(ScaleRule rule, long now, int replicas) {
        this.rule = rule;
        this.now = now;
        this.replicas = replicas;
    }

    ScaleDecision say(
            ScaleDecision.Cause cause,
            int wanted,
            OptionalDouble load,
            Optional<Forecast> peak,
            OptionalDouble former) {
        StringBuilder text = new StringBuilder(
                wanted == replicas ? count(wanted) + " as before" : count(wanted) + " instead of " + replicas);
        text.append(
                switch (cause) {
                    case PAUSED -> ": stopped by hand";
                    case MISSING -> ": the load is missing, so the number stays";
                    case LIMITS -> ": the limits are " + rule.min() + " to " + rule.max();
                    case LOAD -> ": the load needs more";
                    case FORECAST -> ": the load to come needs more";
                    case STEADY -> "";
                    case WAITING -> ": fewer would do, but not yet for " + rule.calm() / 1000 + " s";
                    case FEWER -> ": fewer have sufficed for " + rule.calm() / 1000 + " s";
                });
        load.ifPresent(now -> text.append("; load ").append(number(now)).append(needs(now)));
        peak.ifPresent(then -> text.append("; in ")
                .append((then.time() - now + 500) / 1000)
                .append(" s likely ")
                .append(number(then.expected()))
                .append(", from ")
                .append(number(then.lower()))
                .append(" to ")
                .append(number(then.upper()))
                .append(needs(then.upper())));
        former.ifPresent(
                then -> text.append("; as on former days ").append(number(then)).append(needs(then)));
        if (load.isPresent()
                && peak.isEmpty()
                && former.isEmpty()
                && !rule.ahead().isZero()) {
            text.append("; nothing can be foretold yet");
        }
        return new ScaleDecision(now, replicas, wanted, cause, load, peak, former, text.toString());
    }

    private static String count(int replicas) {
        return replicas == 1 ? "1 replica" : replicas + " replicas";
    }

    private String needs(double load) {
        double exact = Math.ceil(load / rule.target() * (1 - 1e-12));
        int most = rule.replicasFor(load);
        return exact > most
                ? " (needs " + number(exact) + ", at most " + rule.max() + ")"
                : exact < most
                        ? " (needs " + number(Math.max(0, exact)) + ", at least " + rule.min() + ")"
                        : " (needs " + most + ")";
    }

    private static String number(double value) {
        BigDecimal rounded = BigDecimal.valueOf(value).round(DIGITS).stripTrailingZeros();
        return rounded.precision() - rounded.scale() > 15 || rounded.scale() > 15
                ? rounded.toString()
                : rounded.toPlainString();
    }
}
