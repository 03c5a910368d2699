package io.shiyun.offer;

import java.time.Instant;
import java.util.Optional;

/**
 * How much of a catalogue one source said, and when that was true.
 *
 * @param source who said so
 * @param seller of whose offers
 * @param offers how many of them
 * @param oldest when the oldest of its prices was true, where that is known
 * @param newest when the newest was
 */
public record SourceAge(String source, String seller, int offers, Optional<Instant> oldest, Optional<Instant> newest) {}
