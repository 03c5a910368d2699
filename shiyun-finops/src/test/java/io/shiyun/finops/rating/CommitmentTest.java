package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.offset;

import io.shiyun.finops.rating.RatedLine.Kind;
import io.shiyun.model.Money;
import io.shiyun.model.Per;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CommitmentTest {
    private static final BillingPeriod OCTOBER = BillingPeriod.of(YearMonth.of(2026, 10));
    private static final Instant START = OCTOBER.startIn(ZoneOffset.UTC);
    private static final Instant BEFORE = Instant.parse("2026-01-01T00:00:00Z");
    private static final Instant AFTER = Instant.parse("2027-01-01T00:00:00Z");

    @Test
    void whatAnHourLeavesUnusedIsLost() {
        Commitment two = reservation("r", "2");

        Rating rating = rate(List.of(two), use("a", 0, 3_600, "3"), use("b", 3_600, 7_200, "1"));

        assertThat(sum(rating, Kind.COVERED)).isEqualByComparingTo("3");
        assertThat(sum(rating, Kind.ON_DEMAND)).isEqualByComparingTo("1");
        CommitmentUse use = rating.commitments().get(0);
        assertThat(use.committed()).isEqualByComparingTo("1488");
        assertThat(use.used()).isEqualByComparingTo("3");
        assertThat(use.unused()).isEqualByComparingTo("1485");
        assertThat(use.coverage()).isEqualByComparingTo("0.75");
        assertThat(use.utilization()).isEqualByComparingTo("0.002016");
    }

    @Test
    void thePartOfAnHourCountsWithinThatHour() {
        Rating rating = rate(List.of(reservation("r", "1")), use("a", 0, 1_800, "2"), use("b", 1_800, 3_600, "1"));

        assertThat(sum(rating, Kind.COVERED)).isEqualByComparingTo("1");
        assertThat(sum(rating, Kind.ON_DEMAND)).isEqualByComparingTo("0.5");
    }

    @Test
    void theFeeIsDueUsedOrNot() {
        Commitment yearly = reservation("r", "1").upfront(Money.of("365", "USD"));

        Rating rating = rate(List.of(yearly));

        assertThat(rating.totals()).containsEntry("USD", Money.of("37.2", "USD"));
        assertThat(rating.commitments().get(0).cost()).isEqualTo(Money.of("68.2", "USD"));
        assertThat(rating.commitments().get(0).wasted()).isEqualTo(Money.of("68.2", "USD"));
    }

    @Test
    void upfrontIsChargedWhenTheTermBegins() {
        Commitment commitment = Commitment.reservation(
                        "r", START.plusSeconds(86_400), AFTER, "host", BigDecimal.ONE, Money.of("0", "USD"))
                .upfront(Money.of("100", "USD"));

        assertThat(rate(List.of(commitment)).totals()).containsEntry("USD", Money.of("100", "USD"));
    }

    @Test
    void aSavingsPlanPaysAtItsOwnPricesInItsOrder() {
        Commitment plan =
                Commitment.savings("sp", BEFORE, AFTER, Money.of("1", "USD"), Map.of("host", new BigDecimal("0.6")));

        Rating rating = rate(List.of(plan), use("a", 0, 3_600, "1"), use("b", 0, 3_600, "1"));

        assertThat(sum(rating, Kind.COVERED)).isEqualByComparingTo("1.66666666666666666667");
        assertThat(sum(rating, Kind.ON_DEMAND)).isEqualByComparingTo("0.33333333333333333333");
        assertThat(rating.commitments().get(0).used()).isEqualByComparingTo("1");
    }

    @Test
    void scopeAndOrder() {
        Commitment east = reservation("east", "1").within(Match.ANY.region("us-east-*"));
        Commitment anywhere = reservation("anywhere", "1");
        Usage inEast = use("e", 0, 3_600, "2", "us-east-1");
        Usage inWest = use("w", 0, 3_600, "1", "us-west-1");

        Rating rating = rate(List.of(east, anywhere), inEast, inWest);

        assertThat(rating.lines())
                .filteredOn(line -> line.kind() == Kind.COVERED)
                .extracting(line -> line.reference() + " " + line.basis())
                .containsExactly("e commitment east", "e commitment anywhere");
        assertThat(rating.commitments().get(1).eligible()).isEqualByComparingTo("2");
    }

    /** The oracle goes through the month minute by minute; all times are whole minutes. */
    @Test
    void randomUseAgreesWithALoopOverHours() {
        Random random = new Random(3);
        for (int round = 0; round < 60; round++) {
            int count = 1 + random.nextInt(3);
            List<Usage> usages = new ArrayList<>();
            long[] minutes = new long[31 * 24];
            for (int u = 0; u < 8; u++) {
                int begin = random.nextInt(31 * 1_440);
                int end = Math.min(31 * 1_440, begin + 1 + random.nextInt(5_000));
                int quantity = 1 + random.nextInt(2);
                usages.add(use("u" + u, begin * 60L, end * 60L, Integer.toString(quantity)));
                for (int minute = begin; minute < end; minute++) {
                    minutes[minute / 60] += quantity;
                }
            }
            long covered = 0;
            long left = 0;
            for (long inHour : minutes) {
                covered += Math.min(inHour, count * 60L);
                left += Math.max(0, inHour - count * 60L);
            }

            Rating rating = rate(List.of(reservation("r", Integer.toString(count))), usages.toArray(Usage[]::new));

            assertThat(sum(rating, Kind.COVERED)
                            .multiply(BigDecimal.valueOf(60))
                            .doubleValue())
                    .isCloseTo(covered, offset(1e-9));
            assertThat(amount(rating, Kind.ON_DEMAND).subtract(price(left)).abs())
                    .isLessThan(new BigDecimal("1e-17"));
            assertThat(rating.commitments()
                            .get(0)
                            .used()
                            .multiply(BigDecimal.valueOf(60))
                            .doubleValue())
                    .isCloseTo(covered, offset(1e-9));
        }
    }

    @Test
    void aCommitmentHasATermAndSomethingToPayFor() {
        assertThatThrownBy(
                        () -> Commitment.reservation("r", START, START, "host", BigDecimal.ONE, Money.of("1", "USD")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("Commitment r has no term");
        assertThatThrownBy(() -> reservation("r", "0")).hasMessageContaining("give more than zero");
        assertThatThrownBy(() -> Commitment.savings("s", BEFORE, AFTER, Money.of("1", "USD"), Map.of()))
                .hasMessageContaining("pays for nothing");
        assertThatThrownBy(() -> rate(List.of(reservation("r", "1"), reservation("r", "1"))))
                .hasMessageContaining("comes twice");
        assertThatThrownBy(() -> reservation("r", "1").upfront(Money.of("1", "CNY")))
                .hasMessageContaining("give both fees in one currency");
    }

    private static Commitment reservation(String id, String count) {
        return Commitment.reservation(id, BEFORE, AFTER, "host", new BigDecimal(count), Money.of("0.05", "USD"));
    }

    private static Rating rate(List<Commitment> commitments, Usage... usages) {
        PriceItem price = PriceItem.of("host", "USD", Metering.by(Per.HOUR), TieredPrice.flat("0.1"));
        return new Rater(PriceList.of(price), ZoneOffset.UTC, commitments).rate(OCTOBER, List.of(usages));
    }

    private static BigDecimal price(long minutes) {
        return BigDecimal.valueOf(minutes)
                .multiply(new BigDecimal("0.1"))
                .divide(BigDecimal.valueOf(60), 20, RoundingMode.HALF_EVEN);
    }

    private static BigDecimal sum(Rating rating, Kind kind) {
        return rating.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(RatedLine::quantity)
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static BigDecimal amount(Rating rating, Kind kind) {
        return rating.lines().stream()
                .filter(line -> line.kind() == kind)
                .map(line -> line.amount().amount())
                .reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static Usage use(String id, long from, long to, String quantity) {
        return use(id, from, to, quantity, "us-east-1");
    }

    private static Usage use(String id, long from, long to, String quantity, String region) {
        return new Usage(
                id,
                "host",
                START.plusSeconds(from),
                START.plusSeconds(to),
                new BigDecimal(quantity),
                new Labels("aws", "EC2", region, Map.of()));
    }
}
