package io.shiyun.provider.ssh;

import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.ImageId;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** A host in the words of the SPI. What the machine says of itself beyond them is told by tags that begin with {@code ssh.}. */
final class HostFacts {
    private HostFacts() {}

    static Host of(Region region, Roster.Held held, Observer.Seen seen) {
        Host.Builder host = begin(region, held, state(held, seen)).nativeState(word(held, seen));
        Map<String, String> tags = new TreeMap<>(held.tags());
        seen.facts().ifPresent(facts -> {
            facts.cpu().ifPresent(host::cpu);
            facts.memory().ifPresent(host::memory);
            put(tags, "ssh.system", facts.system());
            put(tags, "ssh.kernel", facts.kernel());
            facts.disk().ifPresent(disk -> put(tags, "ssh.disk", disk.toString()));
        });
        seen.why().filter(why -> !held.entry().off()).ifPresent(why -> host.problem(why.problem()));
        return host.tags(tags).build();
    }

    static Host passing(Region region, Roster.Held held, HostState state) {
        return begin(region, held, state)
                .nativeState(state.name().toLowerCase(Locale.ROOT))
                .build();
    }

    static Host deleted(HostId id, String name) {
        return Host.builder(id, name, HostState.DELETED)
                .nativeState("given back")
                .billed(false)
                .build();
    }

    private static Host.Builder begin(Region region, Roster.Held held, HostState state) {
        Machine machine = held.machine();
        Entry entry = held.entry();
        Host.Builder host = Host.builder(new HostId(region, entry.id()), entry.name(), state)
                .billed(machine.price().isPresent())
                .addresses(List.of(machine.address()))
                .tags(held.tags());
        if (!machine.zone().isEmpty()) {
            host.zone(new Zone(region, machine.zone()));
        }
        if (!machine.shape().isEmpty()) {
            host.shape(new Shape(machine.shape()));
        }
        if (!machine.image().isEmpty()) {
            host.image(new ImageId(region, machine.image()));
        }
        machine.cpu().ifPresent(host::cpu);
        machine.memory().ifPresent(host::memory);
        if (entry.kind() != Entry.Kind.OWN) {
            host.created(entry.created());
        }
        return host;
    }

    private static HostState state(Roster.Held held, Observer.Seen seen) {
        if (seen.facts().isPresent()) {
            return HostState.RUNNING;
        }
        boolean gone = seen.why().map(why -> why.reason() == Reason.UNAVAILABLE).orElse(true);
        return held.entry().off() && gone ? HostState.STOPPED : HostState.UNKNOWN;
    }

    private static String word(Roster.Held held, Observer.Seen seen) {
        if (seen.facts().isPresent()) {
            return "answers";
        }
        return held.entry().off()
                ? "stopped"
                : seen.why()
                        .map(why -> why.problem().code())
                        .filter(code -> !code.isEmpty())
                        .orElse("does not answer");
    }

    private static void put(Map<String, String> tags, String key, String value) {
        if (!value.isBlank()) {
            tags.put(key, value);
        }
    }
}
