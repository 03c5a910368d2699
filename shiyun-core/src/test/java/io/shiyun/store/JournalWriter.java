package io.shiyun.store;

import io.shiyun.model.Price;
import java.io.PrintStream;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/**
 * Writes until it is killed, or a number of times: {@code FILE RUN TIMES}. Each transaction changes five tables. The
 * number of a transaction is printed after it was committed, and only then.
 */
final class JournalWriter {
    private JournalWriter() {}

    public static void main(String[] arguments) {
        int run = Integer.parseInt(arguments[1]);
        int times = Integer.parseInt(arguments[2]);
        PrintStream out = new PrintStream(System.out, true);
        try (Store store = Store.open(Path.of(arguments[0]))) {
            out.println("ready");
            for (int i = 0; i < times; i++) {
                write(store, run + "-" + i);
                out.println(run + "-" + i);
            }
        }
    }

    private static void write(Store store, String number) {
        Instant now = InstantSource.system().instant();
        IntentRow planned = IntentRow.plan("op-" + number, "HOST_CREATE", "host/" + number)
                .in("here", "r1")
                .by(store.installation(), "writer", now, Duration.ofSeconds(30));
        store.write(tx -> {
            tx.intents().insert(planned);
            tx.usage()
                    .open(UsageRow.of("u-" + number, "HOST", number)
                            .in("here", "r1", "")
                            .price(Price.hourly("0.1", "USD"))
                            .since(now));
            tx.facts().put(new FactRow("here", "hosts", "r1", number, "x".repeat(200), now));
            tx.audit().append(AuditEntry.of(now, "writer", "HOSTS_CREATE", "OK").intent("op-" + number));
            return tx.intents().update(planned.done(number), now);
        });
    }
}
