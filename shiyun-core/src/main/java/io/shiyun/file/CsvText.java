package io.shiyun.file;

/** A text as a field of CSV by RFC 4180, for machines or for spreadsheets. */
public final class CsvText {
    private static final String FORMULA = "=+-@\t\r\n\uFF1D\uFF0B\uFF0D\uFF20";

    private CsvText() {}

    /** Returns the text as it is, in quotes where it needs them, so that a reader gets the same text back. */
    public static String exact(String text) {
        boolean quoted = text.startsWith(" ") || text.endsWith(" ");
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r' || c == '\'';
        }
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }

    /** Returns the text for people: one that a spreadsheet would take for a formula begins with an apostrophe. */
    public static String shown(String text) {
        return exact(!text.isEmpty() && FORMULA.indexOf(text.charAt(0)) >= 0 ? "'" + text : text);
    }
}
