package io.shiyun.provider.sim;

import io.shiyun.model.App;
import io.shiyun.model.Fields;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeSet;

/** Says what differs between an order and the app that is there; secrets are named, not shown. */
final class Differences {
    private Differences() {}

    static List<String> of(AppOrder order, SimApp app) {
        List<String> all = new ArrayList<>();
        Fields wanted = SimApp.content(order);
        Fields there = SimApp.content(app.order());
        TreeSet<String> keys = new TreeSet<>(wanted.plain().keySet());
        keys.addAll(there.plain().keySet());
        for (String key : keys) {
            String ordered = wanted.plain().getOrDefault(key, "nothing");
            String found = there.plain().getOrDefault(key, "nothing");
            if (!ordered.equals(found)) {
                all.add(key + " is " + found + ", ordered was " + ordered);
            }
        }
        TreeSet<String> secrets = new TreeSet<>(wanted.secret().keySet());
        secrets.addAll(there.secret().keySet());
        secrets.removeIf(key -> wanted.secret().containsKey(key)
                && wanted.secret().get(key).equals(there.secret().get(key)));
        secrets.forEach(key -> all.add("the secret " + key + " is another"));
        App fact = app.fact();
        if (order.scaling() instanceof Scaling.Fixed fixed && fixed.count() != fact.wanted()) {
            all.add("there are to be " + fact.wanted() + " replicas, ordered were " + fixed.count());
        }
        if (!fact.settled()) {
            all.add(fact.ready() + " of " + fact.wanted() + " replicas serve, and " + fact.running() + " run");
        }
        return all;
    }
}
