package io.shiyun.provider.ssh;

import io.shiyun.model.Port;
import io.shiyun.process.apps.ReplicaRecord;
import io.shiyun.spi.AppOrder;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The variables of a replica: its ports, then those of its order, secrets among them. */
final class AppEnvironment {
    private AppEnvironment() {}

    static Map<String, String> of(AppOrder order, ReplicaRecord replica) {
        Map<String, String> values = new TreeMap<>();
        List<Port> ports = order.ports();
        for (int i = 0; i < ports.size(); i++) {
            Integer number = replica.ports().get(ports.get(i).name());
            if (number != null) {
                if (i == 0) {
                    values.put("PORT", Integer.toString(number));
                }
                values.put("PORT_" + variable(ports.get(i).name()), Integer.toString(number));
            }
        }
        order.command().ifPresent(command -> values.putAll(command.environment()));
        values.putAll(order.environment());
        order.secrets().forEach((name, secret) -> values.put(name, secret.reveal()));
        return values;
    }

    private static String variable(String port) {
        return port.toUpperCase(Locale.ROOT).replaceAll("[^A-Z0-9_]", "_");
    }

    /** Returns what a POSIX shell reads to have them. */
    static String script(Map<String, String> values) {
        return values.entrySet().stream()
                .map(value -> "export " + value.getKey() + "=" + Words.quote(value.getValue()) + "\n")
                .collect(Collectors.joining());
    }

    /** Adds what can be no variable. */
    static void check(AppOrder order, List<String> faults) {
        Map<String, String> values = new TreeMap<>(order.environment());
        order.command().ifPresent(command -> values.putAll(command.environment()));
        order.secrets().forEach((name, secret) -> values.put(name, secret.reveal()));
        values.forEach((name, value) -> {
            if (!name.matches("[A-Za-z_][A-Za-z0-9_]*")) {
                faults.add("environment: '" + name + "' is no name of a variable");
            } else if (value.indexOf('\0') >= 0) {
                faults.add("environment: the value of '" + name + "' holds a NUL");
            }
        });
    }
}
