package io.shiyun.intent;

import io.shiyun.model.Fields;
import io.shiyun.model.Secret;
import io.shiyun.store.FrozenOrder;
import io.shiyun.store.Store;
import java.util.Map;
import java.util.TreeMap;

/**
 * An order and its terms as one frozen text.
 *
 * @param order what is sent
 * @param terms for whom and at what price
 */
record IntentOrder(Fields order, Terms terms) {
    private static final String ORDER = "order.";
    private static final String TERMS = "terms.";

    FrozenOrder freeze(Store store) {
        Map<String, String> plain = new TreeMap<>();
        Map<String, Secret> secret = new TreeMap<>();
        order.plain().forEach((key, value) -> plain.put(ORDER + key, value));
        order.secret().forEach((key, value) -> secret.put(ORDER + key, value));
        Fields.of(terms::write).plain().forEach((key, value) -> plain.put(TERMS + key, value));
        return store.freeze(Fields.of(plain, secret));
    }

    static IntentOrder read(FrozenOrder frozen, Store store) {
        Fields all = store.thaw(frozen);
        Fields order = Fields.of(under(ORDER, all.plain()), under(ORDER, all.secret()));
        Fields terms = Fields.of(under(TERMS, all.plain()), Map.of());
        return new IntentOrder(order, Terms.read(terms.reader()));
    }

    private static <V> Map<String, V> under(String prefix, Map<String, V> all) {
        Map<String, V> some = new TreeMap<>();
        all.forEach((key, value) -> {
            if (key.startsWith(prefix)) {
                some.put(key.substring(prefix.length()), value);
            }
        });
        return some;
    }
}
