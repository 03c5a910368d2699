package io.shiyun.finops.balance;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Money;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A process that is killed while it holds and spends loses no movement that it told of, makes none twice, and leaves a balance
 * that is the sum of its movements. More rounds with {@code -Dshiyun.crash.rounds=100}.
 */
class LedgerKillTest {
    private static final int ROUNDS = Integer.getInteger("shiyun.crash.rounds", 5);
    private static final long SEED = Long.getLong("shiyun.crash.seed", 20261121L);

    @TempDir
    Path folder;

    private int next = 1;

    @Test
    void aProcessKilledByForceLosesNothingAndMovesNothingTwice() throws Exception {
        Path file = folder.resolve("ledger");
        Random random = new Random(SEED);
        Set<String> told = new HashSet<>();
        for (int round = 0; round < ROUNDS; round++) {
            spendAndKill(file, told, 1 + random.nextInt(80));
            check(file, told, "seed " + SEED + " round " + round);
        }
        System.out.println("figure: ledger killed with SIGKILL | " + ROUNDS + " | times |");
        System.out.println("figure: ledger killed: movements told of | " + told.size() + " | |");
        System.out.println("figure: ledger killed: losses, doubles | 0 | | 0");
    }

    private void spendAndKill(Path file, Set<String> told, int kill) throws IOException, InterruptedException {
        Process child = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-XX:+UseSerialGC",
                        "-cp",
                        System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                        Spender.class.getName(),
                        file.toString(),
                        Integer.toString(next))
                .redirectErrorStream(true)
                .start();
        int seen = 0;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(child.getInputStream(), StandardCharsets.UTF_8))) {
            assertThat(out.readLine()).isEqualTo("ready");
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                if (line.matches("(hold|settle) \\d+")) {
                    told.add(line);
                }
                if (++seen == kill) {
                    child.toHandle().destroyForcibly();
                }
            }
        } finally {
            child.destroyForcibly();
        }
        assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assertThat(seen).isGreaterThanOrEqualTo(kill);
    }

    /** Compares what was told with what is there, then settles what is open, as a process that starts again does. */
    private void check(Path file, Set<String> told, String when) {
        try (Ledger ledger = Ledger.open(file, InstantSource.system())) {
            Money balance = Spender.FUNDS;
            Money held = Money.zero(balance.currency());
            int i = 1;
            for (Movement hold = movement(ledger, "hold", i); hold != null; hold = movement(ledger, "hold", ++i)) {
                Movement spent = movement(ledger, "capture", i);
                Movement freed = movement(ledger, "release", i);
                assertThat(spent == null || freed == null).as(when).isTrue();
                balance = spent == null ? balance : balance.minus(spent.amount());
                held = spent == null && freed == null ? held.plus(hold.amount()) : held;
                assertThat(told.contains("settle " + i) && spent == null && freed == null)
                        .as("%s: %s is told and lost", when, i)
                        .isFalse();
            }
            for (String line : told) {
                assertThat(Integer.parseInt(line.substring(line.indexOf(' ') + 1)))
                        .as(when)
                        .isLessThan(i);
            }
            assertThat(ledger.balance(Spender.ACCOUNT).balance()).as(when).isEqualTo(balance);
            assertThat(ledger.balance(Spender.ACCOUNT).held()).as(when).isEqualTo(held);
            next = i;
            LedgerGuard guard = Spender.guard(ledger);
            for (int j = 1; j < i; j++) {
                guard.hold(Spender.spend(j));
                Spender.settle(guard, j);
            }
            int freed = (i - 1) / 3;
            Money spent = Spender.EACH.times(java.math.BigDecimal.valueOf(i - 1 - freed));
            assertThat(ledger.balance(Spender.ACCOUNT).balance()).as(when).isEqualTo(Spender.FUNDS.minus(spent));
            assertThat(ledger.balance(Spender.ACCOUNT).held().amount()).as(when).isZero();
        }
    }

    private static @Nullable Movement movement(Ledger ledger, String what, int i) {
        return ledger.movement(Spender.ACCOUNT, what + " " + Spender.spend(i).reference());
    }
}
