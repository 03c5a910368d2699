package io.shiyun.finops.balance;

import io.shiyun.cost.Spend;
import io.shiyun.model.Money;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Currency;
import java.util.Optional;

/** A process that holds, spends and frees until it is killed; it tells each movement after it was answered. */
final class Spender {
    static final String ACCOUNT = "shop";
    static final Money EACH = Money.of("0.37", "USD");
    static final Money FUNDS = Money.of("1000000", "USD");

    private Spender() {}

    static Spend spend(int i) {
        return new Spend("op" + i + "#1", "host/h", "a", "r", "me", ACCOUNT, "", Optional.of(EACH));
    }

    static LedgerGuard guard(Ledger ledger) {
        return LedgerGuard.of(ledger, Spend::project);
    }

    /** Every third is freed, the others are spent. */
    static void settle(LedgerGuard guard, int i) {
        if (i % 3 == 0) {
            guard.release(spend(i));
        } else {
            guard.capture(spend(i));
        }
    }

    public static void main(String[] args) {
        int first = Integer.parseInt(args[1]);
        try (Ledger ledger = Ledger.open(Path.of(args[0]), InstantSource.system())) {
            ledger.put(AccountTerms.prepaid(ACCOUNT, Currency.getInstance("USD")));
            ledger.topUp(ACCOUNT, "funds", FUNDS);
            LedgerGuard guard = guard(ledger);
            System.out.println("ready");
            for (int i = first; i < first + 100_000; i++) {
                guard.hold(spend(i));
                System.out.println("hold " + i);
                settle(guard, i);
                System.out.println("settle " + i);
            }
        }
    }
}
