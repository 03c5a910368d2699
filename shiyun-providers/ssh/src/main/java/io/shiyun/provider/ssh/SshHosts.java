package io.shiyun.provider.ssh;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostAddress;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Hosts that are machines somebody owns. */
final class SshHosts implements Hosts {
    private static final int PAGE = 200;

    private final Desk desk;
    private final Roster roster;
    private final Pool pool;
    private final Adoption adoption;
    private final Observer observer;
    private final PowerSwitch power;
    private final InstantSource clock;

    SshHosts(
            Desk desk,
            Roster roster,
            Pool pool,
            Adoption adoption,
            Observer observer,
            PowerSwitch power,
            InstantSource clock) {
        this.desk = desk;
        this.roster = roster;
        this.pool = pool;
        this.adoption = adoption;
        this.observer = observer;
        this.power = power;
        this.clock = clock;
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        return desk.ask(order, call, () -> {
            Entry taken = pool.take(order, intent, call);
            return Progress.done(now(roster.get(new HostId(desk.region(), taken.id())), call));
        });
    }

    @Override
    public Progress<Host> adopt(HostAddress address, Intent intent, Call call) {
        return desk.ask(address, call, () -> Progress.done(now(adoption.adopt(address, intent, call), call)));
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        return desk.ask(query, call, () -> {
            List<Roster.Held> rest = roster.all().stream()
                    .filter(held -> query.matches(held.tags()))
                    .filter(held -> from.atStart() || held.entry().id().compareTo(from.value()) > 0)
                    .sorted(Comparator.comparing(held -> held.entry().id()))
                    .limit(PAGE + 1L)
                    .toList();
            List<Roster.Held> page = rest.subList(0, Math.min(PAGE, rest.size()));
            List<Observer.Seen> seen =
                    observer.lookAtAll(page.stream().map(Roster.Held::machine).toList(), call);
            List<Host> hosts = IntStream.range(0, page.size())
                    .mapToObj(i -> HostFacts.of(desk.region(), page.get(i), seen.get(i)))
                    .toList();
            return rest.size() <= PAGE
                    ? Page.last(hosts)
                    : Page.of(hosts, new Cursor(page.get(PAGE - 1).entry().id()));
        });
    }

    @Override
    public Host get(HostId id, Call call) {
        return desk.ask(id, call, () -> now(roster.get(id), call));
    }

    private Host now(Roster.Held held, Call call) {
        return HostFacts.of(desk.region(), held, observer.look(held.machine(), call));
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return desk.ask(id, call, () -> begun(id, power.start(roster.get(id), call), call));
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return desk.ask(id, call, () -> begun(id, power.stop(roster.get(id), call), call));
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        return desk.ask(id, call, () -> begun(id, Optional.of(power.reboot(roster.get(id), call)), call));
    }

    private Progress<Host> begun(HostId id, Optional<Ticket> ticket, Call call) {
        Function<Ticket, Progress<Host>> goesOn = each -> Progress.ongoing(
                each,
                Duration.ofMillis(500),
                HostFacts.passing(desk.region(), roster.get(id), PowerSwitch.passing(each)));
        return ticket.map(goesOn).orElseGet(() -> Progress.done(now(roster.get(id), call)));
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        return desk.ask(id, call, () -> {
            roster.book()
                    .changing(() -> roster.book().save(roster.get(id).entry().tagged(tags)));
            return now(roster.get(id), call);
        });
    }

    /** Gives a machine back to the pool or forgets one that was adopted; neither is wiped. */
    @Override
    public Progress<Host> delete(HostId id, Call call) {
        return desk.ask(id, call, () -> {
            Optional<Roster.Held> found = roster.find(id);
            if (found.isEmpty()) {
                return Progress.done(HostFacts.deleted(id, ""));
            }
            Entry entry = found.get().entry();
            if (entry.kind() == Entry.Kind.OWN) {
                throw CloudException.rejected(
                                Reason.CONFLICT,
                                "host " + id.value() + " is in the settings or the hosts file; take it out there. Only"
                                        + " machines of the pool are given back, and only adopted ones forgotten")
                        .build();
            }
            long replicas = AppWorld.on(roster.folder(), entry.machine());
            if (replicas > 0) {
                throw Problems.conflict("host " + id.value() + " runs " + replicas
                        + " replicas of apps; delete those apps or scale them down first");
            }
            if (entry.kind() == Entry.Kind.TAKEN && entry.off() && power.canStart()) {
                power.switchOn(found.get().machine(), call);
            }
            observer.forget(found.get().machine());
            roster.book().changing(() -> {
                if (entry.kind() == Entry.Kind.TAKEN) {
                    roster.book().save(entry.closedAt(clock.instant()));
                } else {
                    roster.book().forget(entry.id());
                }
                return id;
            });
            return Progress.done(HostFacts.deleted(id, entry.name()));
        });
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        return desk.ask(ticket, call, () -> {
            HostId id = new HostId(ticket.region(), ticket.arg(0));
            Progress<Roster.Held> far = power.proceed(ticket, roster.get(id), call);
            if (far instanceof Progress.Done<Roster.Held> done) {
                return Progress.done(now(done.value(), call));
            }
            if (far instanceof Progress.Failed<Roster.Held> failed) {
                return new Progress.Failed<>(failed.problem(), failed.remains());
            }
            return begun(id, Optional.of(ticket), call);
        });
    }
}
