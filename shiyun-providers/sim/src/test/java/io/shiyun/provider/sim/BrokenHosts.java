package io.shiyun.provider.sim;

import io.shiyun.model.CloudException;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.Call;
import io.shiyun.spi.Console;
import io.shiyun.spi.Cursor;
import io.shiyun.spi.HostOrder;
import io.shiyun.spi.HostQuery;
import io.shiyun.spi.Hosts;
import io.shiyun.spi.Intent;
import io.shiyun.spi.Page;
import io.shiyun.spi.Progress;
import io.shiyun.spi.Stop;
import io.shiyun.spi.Ticket;
import io.shiyun.tck.TckCall;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** The hosts of a simulated cloud, with one flaw. */
class BrokenHosts implements Hosts {
    private final Hosts good;
    private final Flaw flaw;
    private final AtomicInteger count = new AtomicInteger();
    private final Thread owner = Thread.currentThread();
    private final Set<Ticket> tickets = new HashSet<>();
    private Optional<Progress<Host>> first = Optional.empty();

    BrokenHosts(Hosts good, Flaw flaw) {
        this.good = good;
        this.flaw = flaw;
    }

    @Override
    public Progress<Host> create(HostOrder order, Intent intent, Call call) {
        switch (flaw) {
            case SWALLOWS_TOKENS:
                String token = intent.token().substring(0, 16) + count.incrementAndGet();
                return good.create(order, new Intent(token, intent.tags()), call);
            case ONE_FOR_ALL:
                first = first.or(() -> Optional.of(good.create(order, intent, call)));
                return first.get();
            case FORGETS_TAGS:
                return keep(good.create(order.toBuilder().tags(Map.of()).build(), intent, call));
            case TAKES_ANY_ORDER:
                return good.create(order.toBuilder().shape(new Shape("small")).build(), intent, call);
            case IGNORES_THE_CALL:
                return good.create(order, intent, new TckCall(System::nanoTime, Duration.ofSeconds(9)));
            default:
                return keep(good.create(order, intent, call));
        }
    }

    private Progress<Host> keep(Progress<Host> progress) {
        if (progress instanceof Progress.Ongoing<Host> ongoing) {
            tickets.add(ongoing.ticket());
        }
        return progress;
    }

    @Override
    public Page<Host> list(HostQuery query, Cursor from, Call call) {
        if (flaw == Flaw.NOT_THREAD_SAFE && Thread.currentThread() != owner) {
            throw new IllegalStateException("only one thread may ask");
        }
        HostQuery asked = flaw == Flaw.IGNORES_TAG_QUERIES ? HostQuery.all(query.region()) : query;
        Call used = flaw == Flaw.IGNORES_THE_CALL ? new TckCall(System::nanoTime, Duration.ofSeconds(9)) : call;
        Page<Host> page = good.list(asked, from, used);
        if (flaw == Flaw.LISTS_TWICE) {
            List<Host> twice = new ArrayList<>(page.items());
            twice.addAll(page.items());
            return new Page<>(twice, page.next(), List.of());
        }
        return flaw == Flaw.WALKS_IN_CIRCLES ? new Page<>(List.of(), Optional.of(Cursor.START), List.of()) : page;
    }

    @Override
    public Host get(HostId id, Call call) {
        try {
            return good.get(id, call);
        } catch (CloudException missing) {
            if (flaw == Flaw.NEVER_NOT_FOUND) {
                return Host.builder(id, "nobody", HostState.UNKNOWN).build();
            }
            throw missing;
        }
    }

    @Override
    public Progress<Host> start(HostId id, Call call) {
        return good.start(id, call);
    }

    @Override
    public Progress<Host> stop(HostId id, Stop keep, Call call) {
        return good.stop(id, keep, call);
    }

    @Override
    public Progress<Host> reboot(HostId id, Call call) {
        try {
            return good.reboot(id, call);
        } catch (CloudException refusal) {
            if (flaw == Flaw.REFUSES_IN_DOUBT) {
                throw CloudException.ambiguous(Reason.CONFLICT, "perhaps").build();
            }
            throw refusal;
        }
    }

    @Override
    public Progress<Host> resize(HostId id, Shape shape, Intent intent, Call call) {
        return flaw == Flaw.PRETENDS_TO_RESIZE
                ? Progress.done(good.get(id, call))
                : good.resize(id, shape, intent, call);
    }

    @Override
    public Host tag(HostId id, Map<String, String> tags, Call call) {
        Host tagged = good.tag(id, tags, call);
        return flaw == Flaw.DROPS_OTHER_TAGS
                ? tagged.toBuilder().tags(Map.of("tck-two", "3")).build()
                : tagged;
    }

    @Override
    public Progress<Host> delete(HostId id, Call call) {
        if (flaw == Flaw.KEEPS_WHAT_IS_DELETED) {
            throw CloudException.rejected(Reason.DENIED, "nothing is ever deleted here")
                    .build();
        }
        if (flaw == Flaw.DELETES_ONCE) {
            good.get(id, call);
        }
        return good.delete(id, call);
    }

    @Override
    public Progress<Host> proceed(Ticket ticket, Intent intent, Call call) {
        if (flaw == Flaw.FORGETS_TICKETS && ticket.step().equals("wait") && !tickets.contains(ticket)) {
            throw CloudException.rejected(Reason.NOT_FOUND, "whose ticket is this?")
                    .build();
        }
        Progress<Host> progress = good.proceed(ticket, intent, call);
        if (flaw == Flaw.WRONG_REGION && progress instanceof Progress.Done<Host> done) {
            HostId id = new HostId(
                    new Region(ticket.cloud(), "elsewhere"), done.value().id().value());
            return Progress.done(done.value().toBuilder().id(id).build());
        }
        return progress;
    }

    /** The same with a console; what lacks it inherits the answer of the SPI. */
    static final class WithConsole extends BrokenHosts {
        private final Hosts good;

        WithConsole(Hosts good, Flaw flaw) {
            super(good, flaw);
            this.good = good;
        }

        @Override
        public Console console(HostId id, Call call) {
            return good.console(id, call);
        }
    }
}
