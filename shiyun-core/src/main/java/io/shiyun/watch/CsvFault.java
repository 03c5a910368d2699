package io.shiyun.watch;

/**
 * A point of a CSV file that was left out.
 *
 * @param line of the file, the first being 1
 * @param column as its header says; empty for the whole line
 * @param message what is wrong
 */
public record CsvFault(long line, String column, String message) {}
