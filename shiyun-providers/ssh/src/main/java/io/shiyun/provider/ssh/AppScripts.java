package io.shiyun.provider.ssh;

import io.shiyun.process.Marker;
import io.shiyun.process.ProcessIdentity;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The scripts that machines run for replicas, see {@code apps.sh} and {@code keep.sh} beside this class. Nothing stays there. */
final class AppScripts {
    /** Keeps one replica; lies beside it. */
    static final String KEEP = text("keep.sh");

    private static final String APPS = text("apps.sh");

    private AppScripts() {}

    /** Returns the line that calls a function of the scripts about no replica. */
    static String line(String function, List<String> arguments) {
        return line(new Replica("", "", "", Optional.empty()), function, arguments);
    }

    /**
     * What the scripts know of a replica.
     *
     * @param owner the id of the folder of state that it belongs to
     * @param name its name among all of that folder
     * @param folder where it lies
     * @param leader its first process, where that is known
     */
    record Replica(String owner, String name, String folder, Optional<ProcessIdentity> leader) {
        Replica led(Optional<ProcessIdentity> by) {
            return new Replica(owner, name, folder, by);
        }
    }

    /** Returns the line that calls a function about a replica. No argument holds a secret: they are seen by all on the machine. */
    static String line(Replica of, String function, List<String> arguments) {
        String known = "owner=" + Words.quote(Marker.OWNER + "=" + of.owner())
                + " replica=" + Words.quote(Marker.REPLICA + "=" + of.name())
                + " folder=" + Words.quote(of.folder())
                + " leader="
                + of.leader().map(ProcessIdentity::pid).map(String::valueOf).orElse("")
                + " begun="
                + of.leader().map(ProcessIdentity::start).map(String::valueOf).orElse("");
        List<String> words = new ArrayList<>(List.of("sh", "-c", APPS + known + "\n\"$@\"", "sh", function));
        words.addAll(arguments);
        return "exec " + Words.quoted(words);
    }

    private static String text(String name) {
        try (InputStream in = AppScripts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("the script " + name + " is missing in the jar");
            }
            String all = new String(in.readAllBytes(), StandardCharsets.UTF_8);
            return all.lines()
                    .filter(line -> !line.stripLeading().startsWith("#"))
                    .reduce("", (a, b) -> a + b + "\n");
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
