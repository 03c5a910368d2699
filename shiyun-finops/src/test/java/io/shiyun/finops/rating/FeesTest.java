package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.money.Rounding;
import io.shiyun.model.Money;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;

class FeesTest {
    private static final LocalDate JANUARY = LocalDate.of(2026, 1, 31);
    private static final Subscription THREE_MONTHS =
            new Subscription("s-1", "ecs.c7.large", Labels.NONE, JANUARY, Term.MONTH, 3, Money.of("100", "CNY"));

    @Test
    void aPrepaidTermEndsOnTheSameDayOfAMonth() {
        assertThat(THREE_MONTHS.end()).isEqualTo("2026-04-30");
        assertThat(Term.MONTH.after(JANUARY, 1)).isEqualTo("2026-02-28");
        assertThat(Term.MONTH.after(JANUARY, 2)).isEqualTo("2026-03-31");
        assertThat(Term.YEAR.after(LocalDate.of(2028, 2, 29), 1)).isEqualTo("2029-02-28");
    }

    @Test
    void allTermsAreChargedOnTheFirstDay() {
        assertThat(THREE_MONTHS.due(month(2026, 1), ZoneOffset.UTC))
                .singleElement()
                .extracting(RatedLine::amount)
                .isEqualTo(Money.of("300", "CNY"));
        assertThat(THREE_MONTHS.due(month(2026, 2), ZoneOffset.UTC)).isEmpty();
    }

    @Test
    void whatIsEarnedAddsToWhatWasPaid() {
        Money sum = Money.zero(Rounding.currency("CNY"));
        for (int m = 1; m <= 5; m++) {
            sum = sum.plus(THREE_MONTHS.earned(month(2026, m), Rounding.HALF_UP));
        }
        assertThat(sum).isEqualTo(Money.of("300", "CNY"));
        assertThat(THREE_MONTHS.earned(month(2026, 2), Rounding.HALF_UP)).isEqualTo(Money.of("94.38", "CNY"));
    }

    @Test
    void theRestOfTheDaysIsGivenBack() {
        RatedLine refund = THREE_MONTHS.refund(LocalDate.of(2026, 4, 1), ZoneOffset.UTC, Rounding.HALF_UP);

        assertThat(refund.kind()).isEqualTo(RatedLine.Kind.REFUND);
        assertThat(refund.amount()).isEqualTo(Money.of("-97.75", "CNY"));
        assertThatThrownBy(() -> THREE_MONTHS.refund(LocalDate.of(2026, 5, 1), ZoneOffset.UTC, Rounding.HALF_UP))
                .hasMessageContaining("2026-05-01 is not in it");
    }

    @Test
    void aChangeOfSizeCostsTheDifferenceForTheRest() {
        LocalDate day = LocalDate.of(2026, 4, 1);

        assertThat(THREE_MONTHS
                        .change(day, Money.of("200", "CNY"), ZoneOffset.UTC, Rounding.HALF_UP)
                        .amount())
                .isEqualTo(Money.of("97.75", "CNY"));
        assertThat(THREE_MONTHS
                        .change(day, Money.of("50", "CNY"), ZoneOffset.UTC, Rounding.HALF_UP)
                        .kind())
                .isEqualTo(RatedLine.Kind.REFUND);
    }

    @Test
    void aMonthlyFeeIsSharedByDays() {
        ServiceFee fee = new ServiceFee("care", Labels.NONE, Term.MONTH, Money.of("310", "CNY"), null, null);

        assertThat(fee.due(month(2026, 1), ZoneOffset.UTC, Rounding.HALF_UP)).isEmpty();
        ServiceFee stable = fee.startingOn(LocalDate.of(2026, 1, 22));
        assertThat(due(stable, 2026, 1)).isEqualTo("100 CNY");
        assertThat(due(stable, 2026, 2)).isEqualTo("310 CNY");
        assertThat(due(stable.endingOn(LocalDate.of(2026, 2, 15)), 2026, 2)).isEqualTo("155 CNY");
        assertThat(stable.due(month(2025, 12), ZoneOffset.UTC, Rounding.HALF_UP))
                .isEmpty();
        assertThatThrownBy(() -> stable.endingOn(LocalDate.of(2026, 1, 1))).hasMessageContaining("before it begins");
    }

    @Test
    void monthsOfAYearlyFeeAddToIt() {
        ServiceFee fee = new ServiceFee(
                "care", Labels.NONE, Term.YEAR, Money.of("1000", "CNY"), LocalDate.of(2026, 3, 10), null);
        Money sum = Money.zero(Rounding.currency("CNY"));
        for (YearMonth month = YearMonth.of(2026, 3);
                month.isBefore(YearMonth.of(2027, 3));
                month = month.plusMonths(1)) {
            for (RatedLine line : fee.due(BillingPeriod.of(month), ZoneOffset.UTC, Rounding.HALF_EVEN)) {
                sum = sum.plus(line.amount());
            }
        }
        var march = fee.due(month(2027, 3), ZoneOffset.UTC, Rounding.HALF_EVEN);
        assertThat(march).hasSize(2);
        assertThat(sum.plus(march.get(0).amount())).isEqualTo(Money.of("1000", "CNY"));
    }

    @Test
    void whatIsMissingToAMinimumSpendIsCharged() {
        MinimumSpend contract = new MinimumSpend(new ServiceFee(
                "frame contract", Labels.NONE, Term.MONTH, Money.of("310", "CNY"), LocalDate.of(2026, 1, 22), null));

        assertThat(contract.shortfall(month(2026, 1), Money.of("60", "CNY"), ZoneOffset.UTC, Rounding.HALF_UP))
                .get()
                .satisfies(line -> assertThat(line.basis()).isEqualTo("60 CNY of at least 100 CNY"))
                .extracting(RatedLine::amount)
                .isEqualTo(Money.of("40", "CNY"));
        assertThat(contract.shortfall(month(2026, 2), Money.of("311", "CNY"), ZoneOffset.UTC, Rounding.HALF_UP))
                .isEmpty();
        assertThat(contract.shortfall(month(2025, 2), Money.of("0", "CNY"), ZoneOffset.UTC, Rounding.HALF_UP))
                .isEmpty();
        assertThatThrownBy(() ->
                        contract.shortfall(month(2026, 1), Money.of("1", "USD"), ZoneOffset.UTC, Rounding.HALF_UP))
                .hasMessageContaining("dated rate");
    }

    private static String due(ServiceFee fee, int year, int month) {
        return fee.due(month(year, month), ZoneOffset.UTC, Rounding.HALF_UP)
                .get(0)
                .amount()
                .toString();
    }

    private static BillingPeriod month(int year, int month) {
        return BillingPeriod.of(YearMonth.of(year, month));
    }
}
