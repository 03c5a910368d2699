package io.shiyun.watch.engine;

import io.shiyun.metrics.BankLimits;
import io.shiyun.metrics.DetectorBank;
import io.shiyun.metrics.Verdict;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The bank of detectors by the names of series, with the latest verdict on each; at most so many. The least recently fed
 * one leaves and would have to learn anew.
 */
final class Detectors {
    private final Map<SeriesKey, Seat> seats;
    private final DetectorBank bank;
    private long numbers;

    /** The number of a series in the bank and the latest verdict on it. */
    private static final class Seat {
        final long number;

        @Nullable Verdict verdict;

        Seat(long number) {
            this.number = number;
        }
    }

    Detectors(int most) {
        bank = new DetectorBank(BankLimits.of(most).newSeries(Integer.MAX_VALUE, BankLimits.MINUTE));
        seats = new LinkedHashMap<>(16, 0.75f, true) {
            @Override
            protected boolean removeEldestEntry(Map.Entry<SeriesKey, Seat> eldest) {
                if (size() <= most) {
                    return false;
                }
                bank.forget(eldest.getValue().number);
                return true;
            }
        };
    }

    Verdict feed(SeriesKey key, long time, double value) {
        Seat seat = seats.computeIfAbsent(key, each -> new Seat(numbers++));
        Verdict verdict = bank.update(time, seat.number, time, value)
                .orElseThrow(() -> new IllegalStateException("the bank has no room for " + key));
        if (verdict.accepted()) {
            seat.verdict = verdict;
        }
        return verdict;
    }

    /** Asks every detector whether its points are overdue, and hands over the alarms. */
    void silence(long now, Predicate<SeriesKey> ask, BiConsumer<SeriesKey, Verdict> alarms) {
        seats.forEach((key, seat) -> {
            if (!ask.test(key)) {
                return;
            }
            bank.silence(now, seat.number).ifPresent(verdict -> {
                if (verdict.ongoing()) {
                    seat.verdict = verdict;
                }
                if (verdict.alarm()) {
                    alarms.accept(key, verdict);
                }
            });
        });
    }

    /** Returns the latest verdict on a series. */
    Optional<Verdict> latest(SeriesKey key) {
        Seat seat = seats.get(key);
        return seat == null ? Optional.empty() : Optional.ofNullable(seat.verdict);
    }

    void forget(SeriesKey key) {
        Seat seat = seats.remove(key);
        if (seat != null) {
            bank.forget(seat.number);
        }
    }
}
