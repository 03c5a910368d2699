package io.shiyun.finops.capacity;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.advice.Estate;
import io.shiyun.finops.advice.HostMeasures;
import io.shiyun.finops.advice.Step;
import io.shiyun.model.Architecture;
import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Money;
import io.shiyun.model.Offer;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.offer.OfferCatalogue;
import io.shiyun.offer.PriceFile;
import io.shiyun.offer.PriceList;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleUnaryOperator;
import org.junit.jupiter.api.Test;

class CapacityPlannerTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 5, 4);
    private static final Region HERE = Region.of("prod", "eu-1");
    private static final String PRICES = """
            provider,region,instance_type,vcpu,memory_gib,arch,purchase_option,price_per_hour,currency,as_of,source
            prod,eu-1,m4,4,16,x86_64,on_demand,0.1000000000001,USD,2026-05-01,list
            prod,eu-1,m4,4,16,x86_64,commit_1y,0.06,USD,2026-05-01,list
            prod,eu-1,m8,8,32,x86_64,on_demand,0.21,USD,2026-05-01,list
            prod,eu-1,a4,4,16,arm64,on_demand,0.01,USD,2026-05-01,list
            prod,eu-1,free,4,16,x86_64,on_demand,0,USD,2026-05-01,list
            prod,eu-2,m4,4,16,x86_64,on_demand,0.02,USD,2026-05-01,list
            prod,jp-1,m4,4,16,x86_64,on_demand,11.37,JPY,2026-05-01,list
            """;
    private static final OfferCatalogue CATALOGUE = OfferCatalogue.of(prices());
    private static final CapacityPlanner PLANNER = CapacityPlanner.with(CATALOGUE, "USD");

    private static PriceList prices() {
        return PriceFile.reader().read("prices.csv", new ByteArrayInputStream(PRICES.getBytes(StandardCharsets.UTF_8)));
    }

    /** Use of a pool by the day, the last one yesterday. */
    private static TreeMap<LocalDate, Double> days(int count, DoubleUnaryOperator peak) {
        TreeMap<LocalDate, Double> days = new TreeMap<>();
        for (int i = 1; i <= count; i++) {
            days.put(TODAY.minusDays(i), peak.applyAsDouble(-i));
        }
        return days;
    }

    private static Host host(String name, String shape, String team) {
        return Host.builder(new HostId(HERE, "id-" + name), name, HostState.RUNNING)
                .shape(new Shape(shape))
                .cpu(Cpu.vcpus(4))
                .memory(Bytes.gib(16))
                .image(new ImageId(HERE, "debian-12"))
                .tags(Map.of("pool", team, "shiyun-id", name))
                .build();
    }

    private static List<Host> hosts(int count) {
        List<Host> hosts = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            hosts.add(host("web-" + i, "m4", "web"));
        }
        return hosts;
    }

    private static Pool pool(int hosts, DoubleUnaryOperator cpu, DoubleUnaryOperator memory) {
        return new Pool(
                "web",
                HERE,
                hosts(hosts),
                Map.of(),
                List.of(
                        new Demand(Resource.CPU, 4.0 * hosts, days(84, cpu)),
                        new Demand(Resource.MEMORY, 16.0 * hosts, days(84, memory))),
                List.of());
    }

    @Test
    void steadyGrowthIsFollowedToTheDayItRunsOut() {
        // Of 40 vCPU 32 may be used. 20 vCPU today and 1 a week more: beyond 32 in the thirteenth week.
        CapacityPlan plan = PLANNER.plan(pool(10, day -> 20.0 + (day + 1) / 7, day -> 40), TODAY);

        assertThat(plan.runsOut()).hasSize(2);
        RunOut cpu = plan.runsOut().get(0);
        assertThat(cpu.usable()).isEqualTo(32);
        assertThat(cpu.growth()).isCloseTo(1, org.assertj.core.data.Offset.offset(1e-9));
        assertThat(plan.likely().orElseThrow()).isBetween(TODAY.plusDays(77), TODAY.plusDays(91));
        assertThat(plan.earliest().orElseThrow())
                .isBeforeOrEqualTo(plan.likely().orElseThrow());
        assertThat(plan.latest().orElseThrow()).isAfterOrEqualTo(plan.likely().orElseThrow());
        assertThat(plan.runsOut().get(1).earliest()).isEmpty();
        assertThat(plan.letGo()).isEmpty();
    }

    @Test
    void hostsAreBoughtOneAfterTheOtherInTimeAndExactlyPriced() {
        CapacityPlan plan = PLANNER.plan(pool(10, day -> 20.0 + (day + 1) / 7, day -> 40), TODAY);

        // 46 vCPU at the end need 57.5 with headroom: five more of 4.
        assertThat(plan.buys().stream().mapToInt(Buy::count).sum()).isEqualTo(5);
        Buy first = plan.buys().get(0);
        assertThat(first.offer().shape()).isEqualTo("m4");
        assertThat(first.by()).isEqualTo(first.needed().minusDays(14));
        assertThat(first.monthly()).isEqualTo(Money.of("73.000000000073", "USD"));
        assertThat(first.commit()).isTrue();
        assertThat(first.cost()).isEqualTo(Money.of("43.8", "USD"));
        assertThat(plan.buys()).extracting(Buy::by).isSorted();
        assertThat(plan.due(TODAY)).isEmpty();
        assertThat(first.plan().steps()).hasSize(2);
        assertThat(first.plan().steps().get(0)).isInstanceOfSatisfying(Step.AddHost.class, step -> {
            assertThat(step.spec().tags()).containsExactly(Map.entry("pool", "web"));
            assertThat(step.words()).contains("as m4 at prod/eu-1");
        });
        assertThat(first.plan().toString()).contains("commit to 1 x m4 at prod/eu-1 for 12 months (by hand)");
        assertThat(plan.evidence()).anyMatch(line -> line.contains("peaks of 12 weeks"));
    }

    @Test
    void shorterLeadTimeBuysLaterAndMoreHeadroomSooner() {
        Pool pool = pool(10, day -> 20.0 + (day + 1) / 7, day -> 40);
        LocalDate usual = PLANNER.plan(pool, TODAY).buys().get(0).by();

        assertThat(PLANNER.leadTime(Duration.ofHours(1))
                        .plan(pool, TODAY)
                        .buys()
                        .get(0)
                        .by())
                .isEqualTo(usual.plusDays(13));
        assertThat(PLANNER.headroom(0.4).plan(pool, TODAY).buys().get(0).by()).isBefore(usual);
        assertThat(PLANNER.commitFor(0).plan(pool, TODAY).buys())
                .allSatisfy(buy -> assertThat(buy.commit()).isFalse());
    }

    @Test
    void whatMayBeNeededAndNeedNotBeIsNotCommittedTo() {
        double[] noise = new double[100];
        java.util.Random random = new java.util.Random(3);
        for (int i = 0; i < noise.length; i++) {
            noise[i] = 2 * random.nextGaussian();
        }
        CapacityPlan plan = PLANNER.plan(pool(10, day -> 26 + noise[(int) -day], day -> 40), TODAY);

        assertThat(plan.earliest()).isPresent();
        assertThat(plan.latest()).isEmpty();
        assertThat(plan.buys()).isNotEmpty().allSatisfy(buy -> {
            assertThat(buy.commit()).isFalse();
            assertThat(buy.evidence()).anyMatch(line -> line.contains("not sure to be needed"));
        });
    }

    @Test
    void poolThatIsTooLargeLetsHostsGoAndSaysWhatThatSaves() {
        CapacityPlan plan = PLANNER.plan(pool(10, day -> 10, day -> 40), TODAY);

        // 10 vCPU need 12.5, 40 GiB need 50: four hosts of 4 and 16 stay.
        assertThat(plan.buys()).isEmpty();
        LetGo letGo = plan.letGo().orElseThrow();
        assertThat(letGo.hosts()).hasSize(6);
        assertThat(letGo.saving()).contains(Money.of("438.000000000438", "USD"));
        assertThat(letGo.plan().steps()).hasSize(12);
        assertThat(letGo.plan().steps().get(1)).isInstanceOf(Step.StopHost.class);
        assertThat(PLANNER.keepAtLeast(9)
                        .plan(pool(10, day -> 10, day -> 40), TODAY)
                        .letGo()
                        .orElseThrow()
                        .hosts())
                .hasSize(1);
    }

    @Test
    void nothingIsLetGoWhereOneResourceIsNotKnown() {
        Pool pool = new Pool(
                "web",
                HERE,
                hosts(10),
                Map.of(),
                List.of(new Demand(Resource.CPU, 40, days(84, day -> 10))),
                List.of("the memory in use is not known of every host; it is not looked at"));

        assertThat(PLANNER.plan(pool, TODAY).letGo()).isEmpty();
    }

    @Test
    void poolThatHasRunOutAlreadyIsBoughtForToday() {
        CapacityPlan plan = PLANNER.plan(pool(10, day -> 39, day -> 40), TODAY);

        assertThat(plan.earliest()).contains(TODAY);
        assertThat(plan.latest()).contains(TODAY);
        assertThat(plan.due(TODAY).stream().mapToInt(Buy::count).sum()).isEqualTo(3);
    }

    @Test
    void tooFewWeeksAndOldUseAreSaidAndNothingIsPlanned() {
        Pool few = Pool.of("few", HERE, new Demand(Resource.CPU, 40, days(30, day -> 39)));
        CapacityPlan plan = PLANNER.plan(few, TODAY);
        assertThat(plan.buys()).isEmpty();
        assertThat(plan.runsOut()).isEmpty();
        assertThat(plan.missing()).anyMatch(line -> line.contains("it takes 6"));

        Pool old = Pool.of("old", HERE, new Demand(Resource.CPU, 40, days(84, day -> 39)));
        assertThat(PLANNER.plan(old, TODAY.plusDays(60)).missing())
                .anyMatch(line -> line.contains("was last known on"));
        assertThat(PLANNER.plan(Pool.of("none", HERE), TODAY).missing())
                .containsExactly("no use of this pool is known");
    }

    @Test
    void poolWithoutHostsOrOffersIsForPeople() {
        Pool bare = Pool.of("bare", HERE, new Demand(Resource.CPU, 40, days(84, day -> 39)));
        CapacityPlan plan = PLANNER.plan(bare, TODAY);
        assertThat(plan.buys().get(0).plan().steps()).allMatch(step -> step instanceof Step.ByHand);

        CapacityPlan nothing = CapacityPlanner.with(CATALOGUE, "CNY").plan(bare, TODAY);
        assertThat(nothing.buys()).isEmpty();
        assertThat(nothing.missing()).anyMatch(line -> line.contains("no host at prod/eu-1 in CNY"));
    }

    @Test
    void useOfHostsIsAddedUpByTheHourAndGapsAreNotTakenForRest() {
        Instant start = TODAY.minusDays(2).atStartOfDay().toInstant(ZoneOffset.UTC);
        TreeMap<Instant, HostMeasures.Hour> one = new TreeMap<>();
        TreeMap<Instant, HostMeasures.Hour> two = new TreeMap<>();
        for (int hour = 0; hour < 60; hour++) {
            Instant when = start.plus(Duration.ofHours(hour));
            one.put(when, new HostMeasures.Hour(hour == 20 ? 1.0 : 0.25, 0.5));
            // The second host is not measured while the first one is busy, and busy later on.
            if (hour != 20) {
                two.put(when, new HostMeasures.Hour(hour == 30 ? 0.75 : 0.25, 0.5));
            }
        }
        Map<HostId, HostMeasures> measures = new HashMap<>();
        List<Host> hosts = List.of(host("a", "m4", "web"), host("b", "m4", "web"), host("c", "m4", "web"));
        measures.put(hosts.get(0).id(), new HostMeasures(List.of(), List.of(), Duration.ofDays(2), one));
        measures.put(hosts.get(1).id(), new HostMeasures(List.of(), List.of(), Duration.ofDays(2), two));
        Estate estate = new Estate(hosts, measures, Map.of(), List.of(), List.of(), List.of());

        List<Pool> pools = Pool.byTag(estate, "pool", TODAY);
        assertThat(pools).singleElement().satisfies(pool -> {
            assertThat(pool.hosts()).hasSize(2);
            assertThat(pool.missing()).anyMatch(line -> line.contains("host c is not known"));
            assertThat(pool.demands().get(0).capacity()).isEqualTo(8);
            assertThat(pool.demands().get(0).peaks())
                    .containsExactly(Map.entry(TODAY.minusDays(2), 2.0), Map.entry(TODAY.minusDays(1), 4.0));
            assertThat(pool.demands().get(1).peaks().values()).containsOnly(16.0);
        });
    }

    @Test
    void badInputIsRefusedWithWhatToDo() {
        assertThatThrownBy(() -> PLANNER.headroom(1)).hasMessageContaining("share from 0 to 1");
        assertThatThrownBy(() -> PLANNER.ahead(3)).hasMessageContaining("7 to 400");
        assertThatThrownBy(() -> PLANNER.leadTime(Duration.ofDays(-1))).hasMessageContaining("lead time");
        assertThatThrownBy(() -> PLANNER.confidence(Double.NaN)).hasMessageContaining("0.5 to 0.99");
        assertThatThrownBy(() -> new Demand(Resource.CPU, 0, days(1, day -> 1))).hasMessageContaining("above zero");
        assertThatThrownBy(() -> new Demand(Resource.CPU, 1, days(1, day -> Double.NaN)))
                .hasMessageContaining("left out");
        Host far = Host.builder(new HostId(Region.of("prod", "eu-2"), "x"), "x", HostState.RUNNING)
                .build();
        Estate empty = new Estate(List.of(), Map.of(), Map.of(), List.of(), List.of(), List.of());
        assertThatThrownBy(() -> Pool.of("both", empty, List.of(far, host("a", "m4", "web")), TODAY))
                .hasMessageContaining("a pool is in one region");
    }

    @Test
    void zeroPriceAndOtherArchitectureAreNeverBought() {
        Pool pool = pool(10, day -> 39, day -> 40);
        assertThat(PLANNER.plan(pool, TODAY).buys()).allSatisfy(buy -> {
            assertThat(buy.offer().shape()).isEqualTo("m4");
            assertThat(buy.offer().architecture()).isEqualTo(Architecture.X86_64);
        });
        OfferCatalogue dearer = OfferCatalogue.of(
                List.of(prices()),
                List.of(Offer.builder(HERE, new Shape("m4"))
                        .cpu(Cpu.vcpus(4))
                        .memory(Bytes.gib(16))
                        .architecture(Architecture.X86_64)
                        .price(Price.hourly("0.3", "USD"))
                        .build()),
                List.of());
        assertThat(CapacityPlanner.with(dearer, "USD").plan(pool, TODAY).buys())
                .allSatisfy(buy -> assertThat(buy.offer().shape()).isEqualTo("m8"));
    }

    private static List<String> added(Pool pool) {
        return PLANNER.plan(pool, TODAY).buys().stream()
                .flatMap(buy -> buy.plan().steps().stream())
                .filter(Step.AddHost.class::isInstance)
                .map(step -> ((Step.AddHost) step).spec().name())
                .toList();
    }

    @Test
    void hostsOfOnePoolNameInTwoRegionsHaveNamesOfTheirOwn() {
        Pool here = pool(10, day -> 39, day -> 40);
        Pool there = new Pool("web", Region.of("prod", "eu-2"), here.hosts(), Map.of(), here.demands(), here.missing());

        assertThat(added(here)).hasSize(3).allMatch(name -> name.matches("web-prod-eu-1-[0-9a-f]{8}-20260504-[1-3]"));
        assertThat(added(here)).doesNotHaveDuplicates().isEqualTo(added(here));
        assertThat(added(there)).hasSize(3).doesNotContainAnyElementsOf(added(here));
    }

    @Test
    void whatItSaysOfThePriceIsOfTheOffersLookedAtAndInThePayableUnitsOfTheCurrency() {
        Buy first = PLANNER.plan(pool(10, day -> 39, day -> 40), TODAY).buys().get(0);
        assertThat(first.evidence())
                .anyMatch(line -> line.contains(
                        "for 219.00 USD a month; of the 2 offers there that were looked at this costs least"));

        Pool bare = Pool.of("bare", Region.of("prod", "jp-1"), new Demand(Resource.CPU, 40, days(84, day -> 39)));
        Buy yen = CapacityPlanner.with(CATALOGUE, "JPY")
                .commitFor(0)
                .plan(bare, TODAY)
                .buys()
                .get(0);
        assertThat(yen.cost()).isEqualTo(Money.of("24900.3", "JPY"));
        assertThat(yen.toString()).endsWith(", 24900 JPY a month");
        assertThat(yen.evidence()).anyMatch(line -> line.contains("for 24900 JPY a month"));
        assertThatThrownBy(() -> CapacityPlanner.with(CATALOGUE, "yen")).hasMessageContaining("\"yen\" is no ISO 4217");
    }
}
