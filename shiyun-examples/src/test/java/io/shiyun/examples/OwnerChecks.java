package io.shiyun.examples;

import io.shiyun.AppRevision;
import io.shiyun.Recovery;
import io.shiyun.Shiyun;
import io.shiyun.model.App;
import io.shiyun.model.AppId;
import io.shiyun.model.CloudException;
import io.shiyun.model.Endpoint;
import io.shiyun.model.Host;
import io.shiyun.model.Reason;
import io.shiyun.store.IntentRow;
import io.shiyun.store.Store;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What must hold whenever a new owner has taken over. */
final class OwnerChecks {
    private static final Duration TIME = Duration.ofSeconds(60);
    private static final int ORDERS = 12;

    private final Path folder;
    private Set<String> intentsBefore = Set.of();

    OwnerChecks(Path folder) {
        this.folder = folder;
    }

    /** Remembers what was begun before the next owner. */
    void before() {
        intentsBefore = new HashSet<>(intents().keySet());
    }

    /**
     * Takes over as a new owner does, and checks everything; says in words what was found.
     *
     * @param most how many intents the dead owner may have begun
     */
    String afterDeath(Shiyun shiyun, AppId shop, int most) throws Exception {
        Recovery recovery = shiyun.recovery(TIME);
        Expect.that(recovery.settled(), "not all was gone on with: %s", recovery.open());

        Map<String, IntentRow> after = intents();
        Expect.that(after.keySet().containsAll(intentsBefore), "an intent was lost: %s of %s", intentsBefore, after);
        after.values().forEach(row -> Expect.that(row.finished(), "an intent is not finished: %s", row));
        Expect.that(after.size() <= intentsBefore.size() + most, "more was begun than was asked for: %s", after);
        removeHosts(shiyun);

        if (!there(shiyun, shop)) {
            exactly(0);
            return "gone";
        }
        Eventually.is(TIME, () -> shiyun.apps().get(shop).settled());
        App app = shiyun.apps().get(shop);
        exactly(app.wanted());
        AppRevision current = shiyun.apps().revisions(shop).stream()
                .filter(AppRevision::current)
                .findFirst()
                .orElseThrow();
        Expect.that(current.revision().equals(app.revision()), "%s runs, but %s is in force", app.revision(), current);
        app.replicas()
                .forEach(replica -> Expect.that(
                        replica.revision().equals(app.revision()), "a replica runs %s", replica.revision()));
        serves(app);
        return app.wanted() + " replicas of revision " + current.number() + " serve";
    }

    boolean there(Shiyun shiyun, AppId shop) {
        try {
            shiyun.apps().get(shop);
            return true;
        } catch (CloudException e) {
            if (e.reason() == Reason.NOT_FOUND) {
                return false;
            }
            throw e;
        }
    }

    private Map<String, IntentRow> intents() {
        Map<String, IntentRow> all = new TreeMap<>();
        try (Store store = Store.open(folder.resolve("shiyun.db"))) {
            store.read(tx -> tx.intents().byCloud("here", "", 0, 10_000)).forEach(row -> all.put(row.id(), row));
        }
        return all;
    }

    /** Neither an orphan nor a double: as many processes as replicas, each another replica. */
    private void exactly(int wanted) throws Exception {
        try {
            Eventually.is(TIME, () -> {
                List<String> found = processes();
                return found.size() == wanted && new HashSet<>(found).size() == wanted;
            });
        } catch (AssertionError never) {
            throw new AssertionError("processes of this folder: " + processes() + ", wanted " + wanted, never);
        }
    }

    /** The replicas that processes on this machine say they are, of the local cloud in the folder. */
    private List<String> processes() throws IOException {
        String owner = "SHIYUN_OWNER=" + owner();
        List<String> found = new ArrayList<>();
        try (Stream<Path> all = Files.list(Path.of("/proc"))) {
            for (Path process : all.filter(path -> path.getFileName().toString().matches("\\d+"))
                    .toList()) {
                List<String> environment = environment(process);
                if (environment.contains(owner)) {
                    found.add(environment.stream()
                            .filter(line -> line.startsWith("SHIYUN_REPLICA="))
                            .findFirst()
                            .orElse("?"));
                }
            }
        }
        return found;
    }

    private static List<String> environment(Path process) {
        try {
            return List.of(Files.readString(process.resolve("environ"), StandardCharsets.ISO_8859_1)
                    .split("\0"));
        } catch (IOException goneOrForeign) {
            return List.of();
        }
    }

    private String owner() throws IOException {
        try (Stream<Path> all = Files.walk(folder.resolve("shiyun.db.clouds"), 3)) {
            Path state =
                    all.filter(path -> path.endsWith("owner.state")).findFirst().orElseThrow();
            return Files.readAllLines(state).stream()
                    .map(line -> line.replaceAll("[\\s\"]", ""))
                    .filter(line -> line.startsWith("id="))
                    .findFirst()
                    .orElseThrow()
                    .substring(3);
        }
    }

    private static void serves(App app) throws IOException {
        Endpoint front = app.endpoints().get(0);
        for (int i = 0; i < ORDERS; i++) {
            try (Socket socket = new Socket(front.host(), front.port());
                    HttpConversation http = new HttpConversation(socket)) {
                http.ask("POST", "/orders", "tea", true);
                Expect.that(http.next() && http.status() == 201, "the app does not take orders");
            }
        }
    }

    /** Of a host that was made and deleted in one go there is at most one, and the library knows it. */
    private static void removeHosts(Shiyun shiyun) {
        List<Host> left = shiyun.hosts().list().items();
        Expect.that(left.size() <= 1, "one host was asked for, and there are %s", left);
        left.forEach(host -> shiyun.hosts().delete(host.id()));
    }

    String lastWords() throws IOException {
        Path log = folder.resolve("owners.log");
        if (!Files.exists(log)) {
            return "nothing";
        }
        List<String> lines = Files.readAllLines(log);
        return String.join(" | ", lines.subList(Math.max(0, lines.size() - 8), lines.size()));
    }
}
