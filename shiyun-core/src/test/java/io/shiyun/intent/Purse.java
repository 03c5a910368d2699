package io.shiyun.intent;

import io.shiyun.cost.Spend;
import io.shiyun.cost.SpendGuard;
import io.shiyun.model.CloudException;
import io.shiyun.model.Money;
import io.shiyun.model.Reason;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Money that outlives the processes that spend it: what was done by a reference is done once. */
final class Purse {
    final Map<String, Money> held = new LinkedHashMap<>();
    final Map<String, Money> spent = new LinkedHashMap<>();
    final Map<String, Money> freed = new LinkedHashMap<>();
    boolean empty;
    /** How many calls fail before one works again. */
    int failures;

    /** The guard of one process, which may die before and after each movement. */
    SpendGuard in(Consumer<String> crash) {
        return new SpendGuard() {
            @Override
            public void hold(Spend spend) {
                at("hold", crash, () -> {
                    if (empty) {
                        throw CloudException.notSent(Reason.UNPAID, "the purse is empty; fill it")
                                .build();
                    }
                    String reference = spend.reference();
                    if (!spent.containsKey(reference) && !freed.containsKey(reference)) {
                        held.putIfAbsent(reference, spend.expected().orElseThrow());
                    }
                });
            }

            @Override
            public void capture(Spend spend) {
                at("capture", crash, () -> move(spend, spent));
            }

            @Override
            public void release(Spend spend) {
                at("release", crash, () -> move(spend, freed));
            }
        };
    }

    private void move(Spend spend, Map<String, Money> to) {
        Money amount = held.remove(spend.reference());
        if (amount != null) {
            to.put(spend.reference(), amount);
        }
    }

    private void at(String what, Consumer<String> crash, Runnable movement) {
        crash.accept(what + ".before");
        if (failures > 0) {
            failures--;
            throw new IllegalStateException("the purse cannot be found");
        }
        movement.run();
        crash.accept(what + ".after");
    }
}
