package io.shiyun.examples;

import java.io.PrintStream;
import java.time.Duration;
import java.util.Locale;

/**
 * What an example shows. On a terminal a long step keeps one line that changes; elsewhere every change is a line of its own,
 * so that a log can be read. Safe for use by several threads.
 */
final class Screen {
    private final PrintStream out;
    private final boolean terminal;
    private final long began = System.nanoTime();
    private String shown = "";
    private int chapter;

    private Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    /** Returns the screen of this process. */
    static Screen standard() {
        return new Screen(System.out, System.console() != null && System.getenv("CI") == null);
    }

    /** Begins a chapter. */
    synchronized void chapter(String title) {
        wipe();
        chapter++;
        out.printf(Locale.ROOT, "%n%d. %s%n", chapter, title);
    }

    /** Shows how far a long step is. */
    synchronized void progress(String text) {
        if (text.equals(shown)) {
            return;
        }
        if (terminal) {
            wipe();
            out.print("   ... " + text);
        } else {
            out.println("   ... " + text);
        }
        shown = text;
        out.flush();
    }

    /** Shows a result. */
    synchronized void line(String format, Object... values) {
        wipe();
        out.println("   " + String.format(Locale.ROOT, format, values));
    }

    /** Shows lines that belong together, such as a table. */
    synchronized void block(String text) {
        wipe();
        text.lines().forEach(each -> out.println("     " + each));
    }

    /** Ends the example: the last line says so, and nothing follows it. */
    synchronized void end(String name) {
        wipe();
        out.printf(
                Locale.ROOT,
                "%n%s: it took %.1f s%n",
                name,
                Duration.ofNanos(System.nanoTime() - began).toMillis() / 1000.0);
        out.println(name + ": OK");
        out.flush();
    }

    private void wipe() {
        if (terminal && !shown.isEmpty()) {
            out.print("\r\u001b[2K");
        }
        shown = "";
    }
}
