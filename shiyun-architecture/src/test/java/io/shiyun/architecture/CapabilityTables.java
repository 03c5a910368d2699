package io.shiyun.architecture;

import io.shiyun.spi.CloudProvider;
import io.shiyun.spi.CloudService;
import io.shiyun.spi.Level;
import io.shiyun.spi.Operation;
import io.shiyun.spi.Support;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The tables of what each provider can do, made from what the providers say. */
final class CapabilityTables {
    /** Against what each provider is tested; a provider that is not here was not checked against its real cloud. */
    private static final Map<String, String> CHECKED = Map.of(
            "aws", "a stand-in that botocore verifies; no real AWS was reached",
            "jclouds", "a real OpenStack, a folder of this machine",
            "local", "real processes, sockets and files of this machine",
            "openstack",
                    "a real OpenStack (Zed) with a fake hypervisor; volumes, clusters, metrics and alarms only by published replies",
            "sim", "nothing real: it is a simulation",
            "ssh", "real OpenSSH servers");

    private final List<CloudProvider> providers;

    CapabilityTables(List<CloudProvider> providers) {
        this.providers = providers;
    }

    /** One row a service: how many of its operations work as documented. */
    String summary() {
        StringBuilder table = header("service");
        for (Class<? extends CloudService> service : services()) {
            table.append("| ").append(name(service)).append(" |");
            providers.forEach(provider ->
                    table.append(' ').append(summary(provider, service)).append(" |"));
            table.append('\n');
        }
        table.append("| *checked against* |");
        providers.forEach(
                provider -> table.append(' ').append(checked(provider)).append(" |"));
        return table.append('\n').toString();
    }

    /** One row an operation, with the reason of whatever is not full. */
    String details() {
        StringBuilder table = header("operation");
        Map<String, Integer> notes = new TreeMap<>();
        StringBuilder footnotes = new StringBuilder();
        for (Operation operation : Operation.values()) {
            table.append("| `").append(operation.label()).append("` |");
            for (CloudProvider provider : providers) {
                Support support = provider.capabilities().of(operation);
                table.append(' ').append(word(support.level()));
                if (!support.reason().isEmpty()) {
                    Integer known = notes.get(support.reason());
                    if (known == null) {
                        known = notes.size() + 1;
                        notes.put(support.reason(), known);
                        footnotes
                                .append(known)
                                .append(". ")
                                .append(support.reason())
                                .append('\n');
                    }
                    table.append(" <sup>").append(known).append("</sup>");
                }
                table.append(" |");
            }
            table.append('\n');
        }
        return table.append('\n').append(footnotes).toString();
    }

    private StringBuilder header(String first) {
        String names = providers.stream().map(CloudProvider::id).collect(Collectors.joining(" | "));
        return new StringBuilder("| " + first + " | " + names + " |\n|---|" + "---|".repeat(providers.size()) + "\n");
    }

    private static String summary(CloudProvider provider, Class<? extends CloudService> service) {
        List<Operation> operations = Operation.of(service);
        long full = count(provider, operations, Level.FULL);
        long emulated = count(provider, operations, Level.EMULATED);
        long readOnly = count(provider, operations, Level.READ_ONLY);
        if (full == operations.size()) {
            return "all " + full;
        }
        if (full + emulated + readOnly == 0) {
            return "-";
        }
        return full + " of " + operations.size()
                + (emulated == 0 ? "" : ", " + emulated + " emulated")
                + (readOnly == 0 ? "" : ", " + readOnly + " read-only");
    }

    private static long count(CloudProvider provider, List<Operation> operations, Level level) {
        return operations.stream()
                .filter(operation -> provider.capabilities().of(operation).level() == level)
                .count();
    }

    private static Set<Class<? extends CloudService>> services() {
        return Stream.of(Operation.values())
                .map(Operation::service)
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private static String name(Class<? extends CloudService> service) {
        return service.getSimpleName();
    }

    private static String checked(CloudProvider provider) {
        return CHECKED.getOrDefault(provider.id(), "not checked against the real cloud");
    }

    private static String word(Level level) {
        return switch (level) {
            case FULL -> "yes";
            case EMULATED -> "emulated";
            case READ_ONLY -> "read-only";
            case NONE -> "-";
        };
    }
}
