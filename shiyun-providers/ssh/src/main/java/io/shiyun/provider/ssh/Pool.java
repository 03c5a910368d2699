package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import io.shiyun.spi.Call;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.Intent;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The free machines: an order takes one that fits and answers, and giving it back makes it free again. Thread-safe. */
final class Pool {
    /** For how long a token is remembered after its host ended. */
    static final Duration TOKEN_LIFE = Duration.ofDays(7);

    private final Roster roster;
    private final Observer observer;
    private final InstantSource clock;

    Pool(Roster roster, Observer observer, InstantSource clock) {
        this.roster = roster;
        this.observer = observer;
        this.clock = clock;
    }

    /** Returns the machines of the pool, and whether each is free. */
    Map<Machine, Boolean> machines() {
        Set<String> taken = taken();
        return roster.inventory().all().stream()
                .filter(Machine::pool)
                .collect(Collectors.toMap(machine -> machine, machine -> !taken.contains(machine.name())));
    }

    private Set<String> taken() {
        return roster.book().all().stream()
                .filter(entry -> entry.open() && entry.kind() == Entry.Kind.TAKEN)
                .map(Entry::machine)
                .collect(Collectors.toSet());
    }

    /** Takes a machine; the same intent again is answered with the same. One that does not answer is passed over. */
    Entry take(HostOrder order, Intent intent, Call call) {
        admit(order);
        Set<String> dark = new HashSet<>();
        CloudException last = null;
        while (true) {
            Optional<Entry> before = roster.book().changing(() -> byToken(intent));
            if (before.isPresent()) {
                return before.get();
            }
            Entry taken;
            try {
                taken = roster.book().changing(() -> reserve(order, intent, dark));
            } catch (CloudException none) {
                throw last == null ? none : unanswered(order, last);
            }
            Machine machine = roster.inventory().find(taken.machine()).orElseThrow();
            try {
                observer.facts(machine, call);
                return taken;
            } catch (CloudException refused) {
                roster.book().forget(taken.id());
                if (refused.reason() == Reason.TIMEOUT || refused.reason() == Reason.CANCELLED) {
                    throw refused;
                }
                last = refused;
                dark.add(machine.name());
            }
        }
    }

    private Optional<Entry> byToken(Intent intent) {
        Instant now = clock.instant();
        Optional<Entry> found = Optional.empty();
        for (Entry entry : roster.book().all()) {
            boolean forgotten = entry.closed()
                    .map(when -> when.plus(TOKEN_LIFE).isBefore(now))
                    .orElse(false);
            if (forgotten) {
                roster.book().forget(entry.id());
            } else if (entry.kind() == Entry.Kind.TAKEN && entry.token().equals(intent.token())) {
                found = Optional.of(entry);
            }
        }
        if (found.isPresent() && !found.get().open()) {
            throw Problems.conflict("the machine that this intent took was given back; order another by a new intent");
        }
        return found;
    }

    private Entry reserve(HostOrder order, Intent intent, Set<String> dark) {
        Set<String> taken = taken();
        Machine machine = roster.inventory().all().stream()
                .filter(each -> each.pool() && !taken.contains(each.name()) && !dark.contains(each.name()))
                .filter(each -> fits(each, order))
                .findFirst()
                .orElseThrow(() -> CloudException.rejected(
                                Reason.STOCK,
                                "every machine of the size '" + order.shape() + "' with '"
                                        + order.image().value()
                                        + "' is taken; give one back or add machines to the pool")
                        .scope(order.zone().isPresent() ? Scope.ZONE : Scope.SHAPE)
                        .build());
        Map<String, String> tags = new TreeMap<>(order.tags());
        tags.putAll(intent.tags());
        String id = machine.name() + "-" + hash(intent.token());
        return roster.book().save(Entry.taken(id, machine, order.name(), intent, tags, clock.instant()));
    }

    private static boolean fits(Machine machine, HostOrder order) {
        return machine.shape().equals(order.shape().name())
                && machine.image().equals(order.image().value())
                && order.zone().map(zone -> zone.name().equals(machine.zone())).orElse(true);
    }

    private static CloudException unanswered(HostOrder order, CloudException last) {
        return CloudException.rejected(
                        Reason.UNAVAILABLE,
                        "no free machine of the size '" + order.shape() + "' answers; the last said: "
                                + last.problem().message())
                .code(last.problem().code())
                .scope(Scope.SHAPE)
                .cause(last)
                .build();
    }

    private void admit(HostOrder order) {
        HostNames.check(order.name());
        List<Machine> all =
                roster.inventory().all().stream().filter(Machine::pool).toList();
        if (all.isEmpty()) {
            throw CloudException.notSent(
                            Reason.NOT_SOLD,
                            "no machine is in the pool: write pool=true beside those of the hosts file that may be taken")
                    .build();
        }
        Set<String> shapes = all.stream().map(Machine::shape).collect(Collectors.toCollection(TreeSet::new));
        if (!shapes.contains(order.shape().name())) {
            throw CloudException.notSent(
                            Reason.NOT_SOLD, "no machine has the size '" + order.shape() + "'; there are " + shapes)
                    .scope(Scope.SHAPE)
                    .build();
        }
        if (all.stream()
                .noneMatch(machine -> machine.image().equals(order.image().value()))) {
            throw Problems.invalid("no machine has '" + order.image().value() + "' on it");
        }
        refuse(order.disk().isPresent() || !order.disks().isEmpty(), "disks to choose");
        refuse(!order.networks().isEmpty(), "networks to choose");
        refuse(!order.firewalls().isEmpty(), "firewalls");
        refuse(order.publicAddress(), "public addresses to choose");
        refuse(!order.sshKey().isEmpty(), "other keys to be put on it; write the key into its authorized_keys");
        refuse(order.userData().isPresent(), "first boot that could run user data; run a command instead");
    }

    private static void refuse(boolean asked, String what) {
        if (asked) {
            throw Problems.invalid("a machine that you own has no " + what);
        }
    }

    private static String hash(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.US_ASCII));
            return HexFormat.of().formatHex(hash, 0, 6);
        } catch (NoSuchAlgorithmException never) {
            throw new IllegalStateException("every Java has SHA-256", never);
        }
    }
}
