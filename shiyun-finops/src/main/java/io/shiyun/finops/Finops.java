package io.shiyun.finops;

import io.shiyun.Gathered;
import io.shiyun.Missing;
import io.shiyun.Shiyun;
import io.shiyun.finops.budget.CubeCosts;
import io.shiyun.finops.cube.Cube;
import io.shiyun.finops.cube.CubeFeed;
import io.shiyun.finops.cube.CubeSpec;
import io.shiyun.finops.cube.Dimension;
import io.shiyun.finops.focus.Coverage.ProviderDays;
import io.shiyun.finops.focus.Part;
import io.shiyun.finops.report.MonthReport;
import io.shiyun.model.Charge;
import io.shiyun.model.CloudException;
import io.shiyun.model.CloudId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Costs;
import io.shiyun.spi.Operation;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.locks.ReentrantLock;

/**
 * What the connected clouds cost, in a cube: the clouds' own bills, and this library's own metering for a cloud that has
 * none. The two are never mixed for one cloud.
 *
 * <pre>{@code
 * try (Finops finops = Finops.of(shiyun)) {
 *     finops.refresh(today.minusDays(60), today);
 *     finops.costs().check(budgets, today, Forecaster.standard(), alarms);
 *     finops.report(YearMonth.from(today), today).report(page);
 * }
 * }</pre>
 *
 * <p>Days that are asked for again replace their former self exactly, charge by charge: also what has vanished is gone. A
 * region that does not answer, or not in full, keeps what it brought before; its days are gaps until it answers. Rows are
 * asked for week by week, so that memory holds the cube and a week of charges. Safe for use by several threads; close it to
 * close the cube.
 */
public final class Finops implements AutoCloseable {
    /** The most days of one refresh. */
    public static final int MOST_DAYS = 1_100;

    private static final int WINDOW = 7;
    private static final String OURS = "shiyun:";

    private final Shiyun shiyun;
    private final Cube cube;
    private final ReentrantLock lock = new ReentrantLock();
    /** For each region that failed, the days that are not known, and why. */
    private final Map<String, TreeMap<LocalDate, String>> gaps = new TreeMap<>();

    private Finops(Shiyun shiyun, CubeSpec spec) {
        this.shiyun = shiyun;
        this.cube = new Cube(spec);
    }

    /** Returns an empty one that keeps cloud, service, region, account, project, app and team. */
    public static Finops of(Shiyun shiyun) {
        return of(
                shiyun,
                CubeSpec.of(
                        Dimension.CLOUD,
                        Dimension.SERVICE,
                        Dimension.REGION,
                        Dimension.SUB_ACCOUNT,
                        Dimension.PROJECT,
                        Dimension.APP,
                        Dimension.TEAM));
    }

    /** Returns an empty one that keeps what the cube is to keep. The cloud goes by its connected name. */
    public static Finops of(Shiyun shiyun, CubeSpec spec) {
        return new Finops(shiyun, spec);
    }

    /**
     * Asks all clouds for the charges that begin on these days, UTC.
     *
     * @param first the first day
     * @param end the first day no longer
     * @return what came, and what did not
     * @throws IllegalArgumentException when there is no day, or there are more than {@value #MOST_DAYS}
     * @throws io.shiyun.finops.cube.CubeFullException when the cube has no room: the weeks before are in, this one is not
     */
    public Intake refresh(LocalDate first, LocalDate end) {
        long days = ChronoUnit.DAYS.between(first, end);
        if (days < 1 || days > MOST_DAYS) {
            throw new IllegalArgumentException(
                    "From " + first + " to " + end + " are " + days + " days; 1 to " + MOST_DAYS + " can be asked for");
        }
        lock.lock();
        try {
            long rows = 0;
            Map<String, List<LocalDate>> missing = new TreeMap<>();
            Map<String, String> reasons = new TreeMap<>();
            List<String> notes = new ArrayList<>();
            ChargeRows mapping = new ChargeRows(cube.spec());
            List<CloudId> metered = metered();
            for (LocalDate from = first; from.isBefore(end); from = from.plusDays(WINDOW)) {
                LocalDate to = from.plusDays(WINDOW).isBefore(end) ? from.plusDays(WINDOW) : end;
                Window window = new Window(from, to);
                try {
                    rows += take(window, mapping, metered);
                } catch (RuntimeException e) {
                    // Nothing of this week is in.
                    window.failed.put("every cloud", String.valueOf(e.getMessage()));
                    note(window);
                    throw e;
                }
                notes.addAll(window.notes);
                window.failed.forEach((region, why) -> {
                    reasons.put(region, why);
                    window.days()
                            .forEach(day -> missing.computeIfAbsent(region, key -> new ArrayList<>())
                                    .add(day));
                });
            }
            notes.addAll(mapping.notes());
            List<Intake.Gap> open = new ArrayList<>();
            missing.forEach(
                    (region, which) -> open.add(new Intake.Gap(region, which, reasons.getOrDefault(region, ""))));
            return new Intake(first, end, rows, open, metered, notes);
        } finally {
            lock.unlock();
        }
    }

    /** Some days, and the regions that failed on them. */
    private static final class Window {
        final LocalDate from;
        final LocalDate to;
        final Map<String, String> failed = new LinkedHashMap<>();
        final List<String> notes = new ArrayList<>();

        Window(LocalDate from, LocalDate to) {
            this.from = from;
            this.to = to;
        }

        Instant start() {
            return from.atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        Instant end() {
            return to.atStartOfDay().toInstant(ZoneOffset.UTC);
        }

        List<LocalDate> days() {
            return from.datesUntil(to).toList();
        }

        boolean holds(Instant when) {
            return !when.isBefore(start()) && when.isBefore(end());
        }

        /** A region fails by its own name, or with its whole cloud. */
        boolean failed(String region) {
            return failed.containsKey(region) || failed.containsKey(region.substring(0, region.indexOf('/') + 1));
        }

        /** Returns whether a part is of these days and of a region that answered. */
        boolean replaces(Part part) {
            String file = part.file();
            int cut = file.lastIndexOf(':');
            if (!file.startsWith(OURS) || cut < OURS.length()) {
                return false;
            }
            LocalDate day = LocalDate.parse(file.substring(cut + 1));
            return !day.isBefore(from) && day.isBefore(to) && !failed(file.substring(OURS.length(), cut));
        }
    }

    private static String name(Region region) {
        return region.cloud().name() + "/" + region.name();
    }

    private long take(Window window, ChargeRows mapping, List<CloudId> metered) {
        Gathered<Charge> gathered = shiyun.costs().charges(window.start(), window.end());
        for (Missing one : gathered.missing()) {
            window.failed.put(name(one.region()), one.why().toString());
        }
        for (Charge charge : gathered.items()) {
            mapping.fault(charge)
                    .or(() -> window.holds(charge.from())
                            ? Optional.empty()
                            : Optional.of("it answered with a charge that begins at " + charge.from()
                                    + ", which was not asked for"))
                    .ifPresent(why -> window.failed.putIfAbsent(name(charge.region()), why));
        }
        long rows = 0;
        try (CubeFeed feed = cube.feed("days from " + window.from, window::replaces)) {
            for (Charge charge : gathered.items()) {
                if (!window.failed(name(charge.region()))) {
                    mapping.add(charge, part(charge), feed);
                    rows++;
                }
            }
            for (CloudId cloud : metered) {
                MeteredRows use = new MeteredRows(cube.spec(), shiyun, cloud);
                rows += use.add(window.from, window.to, feed, this::part);
                use.note().ifPresent(window.notes::add);
            }
            feed.commit();
        }
        note(window);
        return rows;
    }

    private Part part(Charge charge) {
        LocalDate day = LocalDate.ofInstant(charge.from(), ZoneOffset.UTC);
        LocalDate period = charge.billingFrom()
                .map(from -> LocalDate.ofInstant(from, ZoneOffset.UTC))
                .orElse(day.withDayOfMonth(1));
        return new Part(OURS + name(charge.region()) + ":" + day, charge.cloud().name(), period);
    }

    private Part part(String cloud, String region, LocalDate day) {
        return new Part(OURS + cloud + "/" + region + ":" + day, cloud, day.withDayOfMonth(1));
    }

    private List<CloudId> metered() {
        return shiyun.clouds().stream().filter(cloud -> !hasBill(cloud.name())).toList();
    }

    private boolean hasBill(String cloud) {
        if (!shiyun.capabilities(cloud).of(Operation.COSTS_CHARGES).usable()) {
            return false;
        }
        try {
            shiyun.service(cloud, Costs.class);
            return true;
        } catch (CloudException e) {
            if (e.problem().reason() == Reason.UNSUPPORTED) {
                return false;
            }
            throw e;
        }
    }

    private void note(Window window) {
        gaps.forEach((region, days) -> {
            if (!window.failed(region)) {
                days.subMap(window.from, window.to).clear();
            }
        });
        gaps.values().removeIf(TreeMap::isEmpty);
        window.failed.forEach((region, why) -> window.days()
                .forEach(day ->
                        gaps.computeIfAbsent(region, key -> new TreeMap<>()).put(day, why)));
    }

    /**
     * Returns the cube. Bills in files may be read into it beside, by {@code new FocusReader(cube.codes(), cube)}; of clouds
     * whose charges are asked for here they would count twice.
     */
    public Cube cube() {
        return cube;
    }

    /** Returns the costs, with the days of gaps known to be incomplete. */
    public CubeCosts costs() {
        return CubeCosts.of(cube)
                .missing(Set.copyOf(coverage().stream()
                        .flatMap(one -> one.missing().stream())
                        .toList()));
    }

    /** Returns the gaps: for each region that did not answer when last asked, the days that are not known. */
    public List<ProviderDays> coverage() {
        lock.lock();
        try {
            List<ProviderDays> all = new ArrayList<>();
            gaps.forEach((region, days) -> all.add(
                    new ProviderDays(region, days.firstKey(), days.lastKey(), List.copyOf(days.keySet()), List.of())));
            return List.copyOf(all);
        } finally {
            lock.unlock();
        }
    }

    /**
     * Begins the report of a month, with the gaps in it.
     *
     * @param asOf the first day that is not known yet
     */
    public MonthReport report(YearMonth month, LocalDate asOf) {
        return MonthReport.of(costs(), month, asOf).coverage(coverage());
    }

    @Override
    public void close() {
        cube.close();
    }
}
