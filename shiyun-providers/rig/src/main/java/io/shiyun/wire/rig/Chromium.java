package io.shiyun.wire.rig;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A real browser without a window and without a network, for one page at a time and a bounded time. Tests of pages use it. */
public final class Chromium {
    private static final int SECONDS = 90;
    private static final Pattern REQUEST = Pattern.compile("\"url\":\"((?:https?|wss?|ftp):[^\"]*)\"");
    /** What the browser asks of its maker by itself. */
    private static final Pattern OWN =
            Pattern.compile("https?://([a-z0-9.-]+\\.)?(google|googleapis|gvt1|gstatic)\\.com(:\\d+)?(/.*)?");

    private Chromium() {}

    /**
     * What a browser made of a page.
     *
     * @param dom the page after its scripts ran
     * @param console lines that it wrote
     * @param requests addresses that it asked for
     */
    public record Page(String dom, List<String> console, List<String> requests) {}

    /** Returns the browser of this machine. */
    public static Optional<Path> find() {
        return Stream.of("chromium", "chromium-browser", "google-chrome")
                .flatMap(name -> Stream.of(System.getenv("PATH").split(":")).map(folder -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst();
    }

    /**
     * Opens a page and waits until its scripts are done.
     *
     * @param fragment what follows the address, {@code #} included; may be empty
     * @param folder for what the browser keeps
     * @throws IOException when the browser does not end in time
     */
    public static Page open(Path browser, Path page, String fragment, Path folder)
            throws IOException, InterruptedException {
        Path out = Files.createTempFile(folder, "dom", ".html");
        Path log = Files.createTempFile(folder, "log", ".txt");
        Path net = folder.resolve("net-" + System.nanoTime() + ".json");
        List<String> command = new ArrayList<>(List.of(
                browser.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--disable-dev-shm-usage",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-extensions",
                "--host-resolver-rules=MAP * ~NOTFOUND",
                "--user-data-dir=" + Files.createTempDirectory(folder, "profile"),
                "--log-net-log=" + net,
                "--enable-logging=stderr",
                "--virtual-time-budget=3000",
                "--dump-dom",
                page.toUri() + fragment));
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(log.toFile())
                .start();
        try {
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                throw new IOException("The browser did not end within " + SECONDS + " s: " + Files.readString(log));
            }
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        String said = Files.readString(log, StandardCharsets.ISO_8859_1);
        List<String> console =
                said.lines().filter(line -> line.contains(":CONSOLE")).toList();
        List<String> requests = new ArrayList<>();
        Matcher matcher = REQUEST.matcher(Files.readString(net));
        while (matcher.find()) {
            if (!OWN.matcher(matcher.group(1)).matches()) {
                requests.add(matcher.group(1));
            }
        }
        return new Page(Files.readString(out), console, requests);
    }
}
