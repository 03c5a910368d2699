package io.shiyun.watch;

import io.shiyun.metrics.Series;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A CSV file as a source of points, read by {@link CsvSeries}; it may grow. It is read again when its size or time changed. A last
 * line without its end is left for later, since it may be half written: end the file with a line break. Faults are logged once
 * when there are more than before.
 */
public final class CsvSource implements MetricSource {
    private static final Logger LOG = LoggerFactory.getLogger(CsvSource.class);
    private static final int MOST_BYTES = 1 << 30;

    private final String name;
    private final Path file;
    private final CsvSeries form;
    private @Nullable CsvRead read;
    private @Nullable FileTime changed;
    private long size = -1;

    private CsvSource(String name, Path file, CsvSeries form) {
        this.name = name;
        this.file = file;
        this.form = form;
    }

    /** Returns a source of this name. */
    public static CsvSource of(String name, Path file, CsvSeries form) {
        return new CsvSource(name, file, form);
    }

    @Override
    public String name() {
        return name;
    }

    /**
     * Returns the points of these metrics.
     *
     * @throws UncheckedIOException when the file cannot be read
     * @throws IllegalArgumentException when it is no CSV of series, or larger than 1 GiB
     */
    @Override
    public List<Series> read(Set<String> metrics, Instant from, Instant to) {
        List<Series> found = new ArrayList<>();
        for (Series series : current().series()) {
            if (metrics.contains(series.name())) {
                Series part = series.between(from.toEpochMilli(), to.toEpochMilli() + 1);
                if (part.size() > 0) {
                    found.add(part);
                }
            }
        }
        return found;
    }

    private CsvRead current() {
        try {
            BasicFileAttributes now = Files.readAttributes(file, BasicFileAttributes.class);
            CsvRead known = read;
            if (known != null && size == now.size() && now.lastModifiedTime().equals(changed)) {
                return known;
            }
            if (now.size() > MOST_BYTES) {
                throw new IllegalArgumentException(file + " is larger than 1 GiB; split it");
            }
            byte[] bytes = Files.readAllBytes(file);
            int end = bytes.length;
            while (end > 0 && bytes[end - 1] != '\n') {
                end--;
            }
            CsvRead fresh = form.read(new ByteArrayInputStream(bytes, 0, end));
            if (fresh.faultCount() > (known == null ? 0 : known.faultCount())) {
                LOG.warn(
                        "{} points of {} are left out, the first {}",
                        fresh.faultCount(),
                        file,
                        fresh.faults().get(0));
            }
            read = fresh;
            size = now.size();
            changed = now.lastModifiedTime();
            return fresh;
        } catch (IOException e) {
            throw new UncheckedIOException("the file " + file + " cannot be read", e);
        }
    }
}
