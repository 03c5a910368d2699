package io.shiyun.finops.capacity;

import io.shiyun.finops.advice.Plan;
import io.shiyun.model.Host;
import io.shiyun.model.Money;
import java.util.List;
import java.util.Optional;

/**
 * Hosts that a pool can do without up to the horizon, headroom kept. Nothing is stopped before somebody runs its plan.
 *
 * @param hosts which
 * @param saving what those of them cost a month whose price is known in the currency of the plan, exact; empty when it is
 *     of none
 * @param evidence what says so
 * @param plan how to do it
 */
public record LetGo(List<Host> hosts, Optional<Money> saving, List<String> evidence, Plan plan) {
    public LetGo {
        hosts = List.copyOf(hosts);
        evidence = List.copyOf(evidence);
    }
}
