package io.shiyun.finops.chargeback;

import io.shiyun.finops.cube.Cost;
import io.shiyun.finops.cube.CubeRow;
import io.shiyun.finops.cube.Split;
import io.shiyun.finops.money.Rounding;
import io.shiyun.finops.rating.BillingPeriod;
import io.shiyun.finops.rating.PricedLine;
import io.shiyun.model.Money;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * The costs of a period by department. All that goes in comes out: the statements add to the costs, exactly, and what
 * belongs to nobody is a statement of its own. Showing {@link #statements} is showback; booking {@link #transfers} is
 * chargeback. Immutable.
 */
public final class Chargeback {
    /** Whose the costs are that no department was named for. */
    public static final String UNASSIGNED = "(unassigned)";

    private final BillingPeriod period;
    private final Currency currency;
    private final List<Statement> statements;

    private Chargeback(BillingPeriod period, Currency currency, List<Statement> statements) {
        this.period = period;
        this.currency = currency;
        this.statements = List.copyOf(statements);
    }

    /** Returns a builder for a period, in one currency; amounts in others are converted before, by a dated rate. */
    public static Builder of(BillingPeriod period, Currency currency) {
        return new Builder(period, currency);
    }

    /** Returns the days it is about. */
    public BillingPeriod period() {
        return period;
    }

    /** Returns the statements by name of department. */
    public List<Statement> statements() {
        return statements;
    }

    /** Returns the exact sum of all statements, which is that of all costs that went in. */
    public Money total() {
        return statements.stream().map(Statement::total).reduce(Money.zero(currency), Money::plus);
    }

    /**
     * Returns bookings that move the costs from the department that paid for all to those that caused them. A booking is
     * the difference of two running sums, each rounded to the minor unit, so that bookings add to the rounded total; no
     * booking is a whole unit away from its exact amount. What that department caused itself, and what is nobody's, stays
     * with it.
     *
     * @param payer the department that paid
     */
    public List<Transfer> transfers(String payer, Rounding rounding) {
        List<Transfer> transfers = new ArrayList<>();
        Money exact = Money.zero(currency);
        Money booked = exact;
        for (Statement statement : statements) {
            if (statement.department().equals(payer) || statement.department().equals(UNASSIGNED)) {
                continue;
            }
            exact = exact.plus(statement.total());
            Money amount = rounding.round(exact).minus(booked);
            booked = booked.plus(amount);
            if (amount.amount().signum() != 0) {
                transfers.add(new Transfer(statement.department(), payer, amount));
            }
        }
        return transfers;
    }

    /** Builds a chargeback; not safe for use by several threads. */
    public static final class Builder {
        private record Shared(String name, Money amount, Map<String, BigDecimal> weights, String method) {}

        private final BillingPeriod period;
        private final Currency currency;
        private final Map<String, List<Statement.Line>> direct = new TreeMap<>();
        private final List<Shared> shared = new ArrayList<>();

        private Builder(BillingPeriod period, Currency currency) {
            this.period = Objects.requireNonNull(period, "period");
            this.currency = Objects.requireNonNull(currency, "currency");
        }

        /** Adds a department's own cost; an empty name stands for {@link #UNASSIGNED}. */
        public Builder direct(String department, String description, Money amount) {
            direct.computeIfAbsent(department.isBlank() ? UNASSIGNED : department, name -> new ArrayList<>())
                    .add(new Statement.Line(description, checked(amount), ""));
            return this;
        }

        /** Adds rated lines at their selling prices, each to the department that a tag names. */
        public Builder lines(Collection<PricedLine> lines, String tag) {
            lines.forEach(line -> direct(
                    line.cost().labels().tags().getOrDefault(tag, ""),
                    line.cost().item(),
                    line.price()));
            return this;
        }

        /**
         * Adds sums of bills, each to the department that one of the dimensions asked for names.
         *
         * @param department the place of that dimension in the question, from 0
         * @param cost which of the costs counts; it was asked for
         */
        public Builder rows(Collection<CubeRow> rows, int department, Cost cost) {
            for (CubeRow row : rows) {
                List<String> others = new ArrayList<>(row.key());
                String name = others.remove(department);
                direct(name, String.join(", ", others), row.money(cost));
            }
            return this;
        }

        /**
         * Adds a cost that departments share by weight: agreed parts, heads, or what each used. Of equals, the first by name
         * gets what is left over.
         *
         * @param weights none negative, not all zero
         */
        public Builder shared(String name, Money amount, Map<String, BigDecimal> weights) {
            if (weights.isEmpty()) {
                throw new IllegalArgumentException("The shared cost " + name + " has no department to share it");
            }
            shared.add(new Shared(name, checked(amount), new TreeMap<>(weights), "by weight"));
            return this;
        }

        /** Adds a cost that is shared in proportion to the departments' own costs, all of which count. */
        public Builder sharedByDirectCost(String name, Money amount) {
            shared.add(new Shared(name, checked(amount), Map.of(), "by direct cost"));
            return this;
        }

        private Money checked(Money amount) {
            if (!amount.currency().equals(currency)) {
                throw new IllegalArgumentException(
                        amount + " is not in " + currency + "; convert it by a dated rate first");
            }
            return amount;
        }

        /**
         * Returns the costs by department.
         *
         * @throws IllegalArgumentException if weights are negative or all zero, or if a cost is to be shared by direct
         *     costs and there are none, or negative ones
         */
        public Chargeback build() {
            Map<String, Money> own = new TreeMap<>();
            direct.forEach((name, lines) -> own.put(name, sum(lines)));
            Map<String, List<Statement.Line>> shares = new TreeMap<>();
            shared.forEach(cost -> share(cost, own, shares));
            shares.keySet().forEach(name -> own.putIfAbsent(name, Money.zero(currency)));
            List<Statement> statements = new ArrayList<>();
            own.forEach((name, amount) -> {
                List<Statement.Line> its = shares.getOrDefault(name, List.of());
                List<Statement.Line> lines = new ArrayList<>(direct.getOrDefault(name, List.of()));
                lines.addAll(its);
                statements.add(new Statement(name, lines, amount, sum(its)));
            });
            return new Chargeback(period, currency, statements);
        }

        private void share(Shared cost, Map<String, Money> own, Map<String, List<Statement.Line>> shares) {
            Map<String, BigDecimal> weights = cost.weights();
            if (weights.isEmpty()) {
                weights = new TreeMap<>();
                for (Map.Entry<String, Money> entry : own.entrySet()) {
                    weights.put(entry.getKey(), entry.getValue().amount());
                }
            }
            Split split = Split.of(cost.amount().amount(), weights, Split.SCALE, cost.method());
            for (Split.Part part : split.parts()) {
                String name = part.name().isBlank() ? UNASSIGNED : part.name();
                shares.computeIfAbsent(name, n -> new ArrayList<>())
                        .add(new Statement.Line(
                                cost.name(),
                                new Money(part.amount(), currency),
                                cost.amount() + " " + split.method() + ", " + part));
            }
        }

        private Money sum(List<Statement.Line> lines) {
            return lines.stream().map(Statement.Line::amount).reduce(Money.zero(currency), Money::plus);
        }
    }
}
