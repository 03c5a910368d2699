package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.Intent;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** Takes in machines that exist: each must answer and let in once; nothing is changed on it. Thread-safe. */
final class Adoption {
    private final SshOptions options;
    private final Roster roster;
    private final Observer observer;
    private final InstantSource clock;

    Adoption(SshOptions options, Roster roster, Observer observer, InstantSource clock) {
        this.options = options;
        this.roster = roster;
        this.observer = observer;
        this.clock = clock;
    }

    Roster.Held adopt(HostAddress address, Intent intent, Call call) {
        HostNames.check(address.name());
        Machine machine = machine(address);
        Optional<Roster.Held> known = sameAddress(machine);
        Machine asked = known.map(Roster.Held::machine).orElse(machine);
        observer.facts(asked.with(address.password().or(asked::password), asked.jumps()), call);
        Map<String, String> tags = new TreeMap<>(address.tags());
        tags.putAll(intent.tags());
        Entry entry = roster.book().changing(() -> {
            Optional<Roster.Held> again = sameAddress(machine);
            if (again.isPresent()) {
                return roster.book().save(again.get().entry().tagged(tags));
            }
            refuseTaken(machine);
            return roster.book().save(Entry.adopted(machine, intent, tags, clock.instant()));
        });
        address.password().ifPresent(password -> roster.remember(entry.machine(), password));
        return roster.get(new HostId(roster.region(), entry.id()));
    }

    private Machine machine(HostAddress address) {
        String user = address.user().isEmpty() ? options.login().user() : address.user();
        String where;
        try {
            where = Address.parse(address.address()).address();
        } catch (IllegalArgumentException wrong) {
            throw Problems.invalid("the machine '" + address.name() + "': " + wrong.getMessage());
        }
        return Machine.at(
                        address.name(),
                        where,
                        address.port(),
                        user,
                        options.login().jumps())
                .with(address.password(), options.login().jumps());
    }

    private Optional<Roster.Held> sameAddress(Machine machine) {
        return roster.all().stream()
                .filter(held -> held.entry().kind() != Entry.Kind.TAKEN)
                .filter(held -> held.machine().endpoint().equals(machine.endpoint()))
                .findFirst();
    }

    private void refuseTaken(Machine machine) {
        boolean name = roster.inventory().find(machine.name()).isPresent()
                || roster.book().find(machine.name()).filter(Entry::open).isPresent();
        if (name) {
            throw CloudException.rejected(
                            Reason.EXISTS,
                            "the name '" + machine.name() + "' is that of another machine; choose another")
                    .build();
        }
        if (roster.inventory().all().stream().anyMatch(each -> each.endpoint().equals(machine.endpoint()))) {
            throw Problems.conflict(
                    machine + " is in the pool; take it out of the pool in the hosts file, or create a host");
        }
    }
}
