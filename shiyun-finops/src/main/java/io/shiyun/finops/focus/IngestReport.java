package io.shiyun.finops.focus;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What became of a file.
 *
 * @param file the name under which it was read
 * @param in whether it is in, as a whole; if not, nothing of it is
 * @param version the version of FOCUS that its columns show, or null if its header could not be read
 * @param bill the kind of {@link Bill} that was mapped, or null if the file is FOCUS
 * @param rows the rows read
 * @param bytes the bytes read, after unpacking
 * @param errors why it is not in, by line, up to the bound of {@link FocusOptions#maxFaults()}
 * @param errorCount how many errors there were in all
 * @param notices what FOCUS forbids but does not touch the amounts
 * @param parts the providers and billing periods it brought
 * @param unknownColumns columns of the file that no version of FOCUS knows, {@code x_} columns among them
 */
public record IngestReport(
        String file,
        boolean in,
        @Nullable FocusVersion version,
        @Nullable String bill,
        long rows,
        long bytes,
        List<Fault> errors,
        long errorCount,
        List<Notice> notices,
        List<Part> parts,
        List<String> unknownColumns) {
    /** Copies the lists. */
    public IngestReport {
        errors = List.copyOf(errors);
        notices = List.copyOf(notices);
        parts = List.copyOf(parts);
        unknownColumns = List.copyOf(unknownColumns);
    }

    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(file)
                .append(in ? ": in, " : ": refused, ")
                .append(rows)
                .append(" rows");
        if (!in) {
            out.append(", ").append(errorCount).append(errorCount == 1 ? " error" : " errors");
        }
        errors.forEach(error -> out.append("\n  ").append(error));
        if (errorCount > errors.size()) {
            out.append("\n  and ").append(errorCount - errors.size()).append(" more");
        }
        return out.toString();
    }
}
