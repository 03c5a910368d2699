package io.shiyun.finops.rating;

import io.shiyun.Release;
import io.shiyun.ReleaseListener;
import io.shiyun.finops.money.Rounding;
import io.shiyun.model.AppId;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * A service fee for each app from the day on which it was first stable to the day on which it was deleted. It hears of releases
 * as their {@linkplain ReleaseListener listener}: a release that is done says that the app is stable, a deletion that is done
 * ends the fee. An app that never was stable costs nothing; a later release, scaling or restart changes nothing; an app that
 * comes back after its deletion begins anew. A day that has both an end and a beginning is charged once.
 *
 * <p>What it heard is in memory: keep {@link #stretches} and give them back by {@link #stable} and {@link #ended} after a
 * restart, in their order. Hearing of the same twice changes nothing. Thread-safe.
 */
public final class AppFees implements ReleaseListener {
    private static final int MOST = 1_000_000;

    private final Function<AppId, ServiceFee> fee;
    private final ZoneId zone;
    private final Map<AppId, List<Stretch>> stretches = new LinkedHashMap<>();
    private int count;

    /**
     * The time in which an app was paid for.
     *
     * @param app the app
     * @param from when it was found stable
     * @param to when it was deleted, or null while it runs
     */
    public record Stretch(AppId app, Instant from, @Nullable Instant to) {}

    /**
     * Fees of apps.
     *
     * @param fee what is charged for an app; its days do not count
     * @param zone in which days begin
     */
    public AppFees(Function<AppId, ServiceFee> fee, ZoneId zone) {
        this.fee = Objects.requireNonNull(fee, "fee");
        this.zone = Objects.requireNonNull(zone, "zone");
    }

    @Override
    public void done(Release release) {
        if (!release.done()) {
            return;
        }
        if (release.kind() == Release.Kind.DELETE) {
            ended(release.appId(), release.ended());
        } else {
            stable(release.appId(), release.ended());
        }
    }

    /** The app was found stable. */
    public synchronized void stable(AppId app, Instant at) {
        List<Stretch> known = stretches.computeIfAbsent(app, any -> new ArrayList<>());
        Stretch last = known.isEmpty() ? null : known.get(known.size() - 1);
        Instant end = last == null ? null : last.to();
        if (last != null && (end == null || at.isBefore(end))) {
            return;
        }
        if (count >= MOST) {
            throw new IllegalStateException(
                    "More than " + MOST + " stretches of apps; begin with those that still run");
        }
        count++;
        known.add(new Stretch(app, at, null));
    }

    /** The app was deleted; one that is not charged is nothing. */
    public synchronized void ended(AppId app, Instant at) {
        List<Stretch> known = stretches.getOrDefault(app, List.of());
        int last = known.size() - 1;
        if (last < 0
                || known.get(last).to() != null
                || !at.isAfter(known.get(last).from())) {
            return;
        }
        known.set(last, new Stretch(app, known.get(last).from(), at));
    }

    /** Returns all that it heard, by app. */
    public synchronized List<Stretch> stretches() {
        return stretches.values().stream().flatMap(List::stream).toList();
    }

    /** Returns the fees, one for each stretch that has a day of its own. */
    public synchronized List<ServiceFee> fees() {
        List<ServiceFee> fees = new ArrayList<>();
        stretches.forEach((app, known) -> {
            ServiceFee of = fee.apply(app);
            LocalDate free = LocalDate.MIN;
            for (Stretch stretch : known) {
                LocalDate from = later(day(stretch.from()), free);
                LocalDate to = stretch.to() == null
                        ? null
                        : later(day(stretch.to()), day(stretch.from()).plusDays(1));
                if (to == null || from.isBefore(to)) {
                    fees.add(new ServiceFee(of.name(), of.labels(), of.term(), of.amount(), from, to));
                }
                free = to == null ? free : to;
            }
        });
        return fees;
    }

    private LocalDate day(Instant at) {
        return at.atZone(zone).toLocalDate();
    }

    private static LocalDate later(LocalDate one, LocalDate other) {
        return one.isAfter(other) ? one : other;
    }

    /** Returns what a period is charged for all apps, line by line. */
    public List<RatedLine> due(BillingPeriod period, Rounding rounding) {
        return fees().stream()
                .flatMap(each -> each.due(period, zone, rounding).stream())
                .toList();
    }
}
