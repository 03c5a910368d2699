package io.shiyun.finops.rating;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Charge;
import io.shiyun.model.Money;
import io.shiyun.model.Region;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MarkupRulesTest {
    private static final Labels SHOP = new Labels("aws", "Amazon EC2", "us-east-1", Map.of("team", "shop"));

    @Test
    void theFirstMatchSetsThePriceAndIsCited() {
        MarkupRules rules = MarkupRules.of(
                ZoneOffset.UTC,
                MarkupRule.percent("shop", Match.ANY.tag("team", "shop"), "20"),
                MarkupRule.percent("aws", Match.ANY.cloud("aws"), "30"));

        PricedLine line = rules.price(line(SHOP));

        assertThat(line.price()).isEqualTo(Money.of("12", "USD"));
        assertThat(line.margin()).isEqualTo(Money.of("2", "USD"));
        assertThat(line.marginRatio()).isEqualByComparingTo("0.166667");
        assertThat(line.rules()).containsExactly("shop");
        assertThat(rules.price(line(new Labels("aws", "", "", Map.of()))).rules())
                .containsExactly("aws");
        assertThat(rules.price(line(Labels.NONE)).price()).isEqualTo(Money.of("10", "USD"));
    }

    @Test
    void anAtCostPhaseAndAPromotionAreDated() {
        Validity october = Validity.between(LocalDate.of(2026, 10, 1), LocalDate.of(2026, 11, 1));
        MarkupRules atCost = MarkupRules.of(
                ZoneOffset.UTC,
                MarkupRule.percent("at cost", Match.ANY, "0").valid(october),
                MarkupRule.percent("all", Match.ANY, "50"));
        assertThat(atCost.price(line(SHOP)).price()).isEqualTo(Money.of("10", "USD"));

        MarkupRules promotion = MarkupRules.of(
                ZoneOffset.UTC,
                MarkupRule.percent("all", Match.ANY, "50").thenFurther(),
                MarkupRule.percent("golden week", Match.ANY, "-10").valid(october));
        assertThat(promotion.price(line(SHOP)).price()).isEqualTo(Money.of("13.5", "USD"));
        assertThat(promotion.price(line(SHOP)).rules()).containsExactly("all", "golden week");
    }

    @Test
    void marginIsOfThePrice() {
        MarkupRules rules = MarkupRules.of(
                ZoneOffset.UTC, MarkupRule.of("m", Match.ANY, new MarkupRule.Margin(new BigDecimal("20"))));
        assertThat(rules.price(line(SHOP)).price()).isEqualTo(Money.of("12.5", "USD"));
        assertThat(rules.price(line(SHOP)).marginRatio()).isEqualByComparingTo("0.2");
    }

    @Test
    void aUnitPriceForgetsTheCost() {
        MarkupRules rules = MarkupRules.of(
                ZoneOffset.UTC, MarkupRule.of("u", Match.ANY, new MarkupRule.UnitPrice(new BigDecimal("0.07"))));
        assertThat(rules.price(line(SHOP)).price()).isEqualTo(Money.of("7", "USD"));
    }

    @Test
    void aRowOfACloudsBillIsSoldOn() {
        Instant start = Instant.parse("2026-10-05T00:00:00Z");
        Charge charge = Charge.builder(
                        Region.of("aws", "us-east-1"), start, start.plusSeconds(3_600), Money.of("0.4", "USD"))
                .service("Amazon EC2")
                .regionName("us-east-1")
                .resource("i-1")
                .pricedQuantity(new BigDecimal("4"))
                .tags(Map.of("team", "shop"))
                .build();
        MarkupRules rules = MarkupRules.of(
                ZoneOffset.UTC,
                MarkupRule.percent("x", Match.ANY.cloud("aws").region("us-*").tag("team", "shop"), "10"));

        PricedLine line = rules.price(RatedLine.of(charge, charge.billed()));

        assertThat(line.price()).isEqualTo(Money.of("0.44", "USD"));
        assertThat(line.cost().unitPrice()).isEqualByComparingTo("0.1");
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "Amazon EC2, true",
        "Amazon*, true",
        "*EC2, true",
        "*a*2, true",
        "Amazon, false",
        "amazon ec2, false",
        "'', false",
        "*EC, false",
        "**, true",
        "A*n*C2*, true"
    })
    void starsStandForAnyText(String pattern, boolean matches) {
        assertThat(Match.ANY.service(pattern).matches(SHOP)).isEqualTo(matches);
    }

    @Test
    void badRulesAreRefused() {
        assertThatThrownBy(() -> new MarkupRule.Margin(new BigDecimal("100"))).hasMessageContaining("below 100");
        assertThatThrownBy(() -> MarkupRule.percent("x", Match.ANY, "-100.1")).hasMessageContaining("at most 100");
        assertThatThrownBy(() -> MarkupRules.of(
                        ZoneOffset.UTC,
                        MarkupRule.percent("x", Match.ANY, "1"),
                        MarkupRule.percent("x", Match.ANY, "2")))
                .hasMessageContaining("Two rules are called x");
    }

    private static RatedLine line(Labels labels) {
        Instant start = Instant.parse("2026-10-05T00:00:00Z");
        return new RatedLine(
                RatedLine.Kind.ON_DEMAND,
                "a",
                "host",
                labels,
                start,
                start.plusSeconds(3_600),
                "",
                new BigDecimal("100"),
                new BigDecimal("0.1"),
                Money.of("10", "USD"));
    }
}
