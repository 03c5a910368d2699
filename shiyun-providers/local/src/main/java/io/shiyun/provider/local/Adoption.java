package io.shiyun.provider.local;

import io.shiyun.process.Marker;
import io.shiyun.process.ProcessIdentity;
import io.shiyun.process.ProcessScanner;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Finds the process of a start that a former owner wrote down, whether or not it lived to write down the process too. */
final class Adoption {
    private Adoption() {}

    /** Returns the oldest live session leader with exactly this marker. */
    static Optional<ProcessIdentity> find(Marker marker, List<ProcessScanner.Owned> running) {
        return running.stream()
                .filter(found -> found.leader() && found.marker().equals(marker))
                .map(ProcessScanner.Owned::identity)
                .filter(ProcessIdentity::alive)
                .min(Comparator.comparingLong(ProcessIdentity::start));
    }
}
