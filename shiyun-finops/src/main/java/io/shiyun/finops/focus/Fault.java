package io.shiyun.finops.focus;

import org.jspecify.annotations.Nullable;

/**
 * Something wrong in a file, and its place.
 *
 * @param file the name under which the file was read
 * @param line the line on which the row starts, from 1; 0 if the file as a whole is meant
 * @param column the name of the column, or null if the row or the file as a whole is meant
 * @param value the value as the file has it, cut if long, or null
 * @param message what is wrong and what to do
 */
public record Fault(
        String file,
        long line,
        @Nullable String column,
        @Nullable String value,
        String message) {
    @Override
    public String toString() {
        StringBuilder out = new StringBuilder(file);
        if (line > 0) {
            out.append(", line ").append(line);
        }
        if (column != null) {
            out.append(", column ").append(column);
        }
        out.append(": ");
        if (value != null) {
            out.append('"').append(value).append("\" ");
        }
        return out.append(message).toString();
    }
}
