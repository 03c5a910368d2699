package io.shiyun.provider.ssh;

import io.shiyun.model.HostId;
import io.shiyun.model.Region;
import io.shiyun.model.Secret;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** Which hosts there are: the machines of the inventory outside the pool, those taken of the pool, those adopted. Thread-safe. */
final class Roster {
    private final SshOptions options;
    private final Inventory inventory;
    private final Book book;
    private final Map<String, Secret> passwords = new ConcurrentHashMap<>();

    Roster(SshOptions options, Inventory inventory, Book book) {
        this.options = options;
        this.inventory = inventory;
        this.book = book;
    }

    /**
     * A host and the machine behind it.
     *
     * @param entry what is remembered of it
     * @param machine how to reach it
     */
    record Held(Entry entry, Machine machine) {
        /** The tags of the machine, with those of the host on top. */
        Map<String, String> tags() {
            Map<String, String> all = new TreeMap<>(machine.tags());
            all.putAll(entry.tags());
            return all;
        }
    }

    Region region() {
        return options.region();
    }

    /** Returns the folder of the cloud's own state. */
    Path folder() {
        return options.folder().get();
    }

    Inventory inventory() {
        return inventory;
    }

    Book book() {
        return book;
    }

    /** A password that was given with an adoption is kept for as long as the session lasts, and written nowhere. */
    void remember(String machine, Secret password) {
        passwords.put(machine, password);
    }

    List<Held> all() {
        Map<String, Entry> entries = new HashMap<>();
        book.all().stream().filter(Entry::open).forEach(entry -> entries.put(entry.id(), entry));
        List<Held> all = new ArrayList<>();
        for (Machine machine : inventory.all()) {
            if (!machine.pool()) {
                Entry known = entries.remove(machine.name());
                Entry entry =
                        known != null && known.kind() == Entry.Kind.OWN ? known : Entry.own(machine, Instant.EPOCH);
                all.add(new Held(entry, machine));
            }
        }
        entries.values().forEach(entry -> held(entry).ifPresent(all::add));
        return all;
    }

    private Optional<Held> held(Entry entry) {
        return switch (entry.kind()) {
            case OWN -> Optional.empty(); // The machine was taken out of the inventory.
            case TAKEN -> inventory.find(entry.machine()).map(machine -> new Held(entry, machine));
            case ADOPTED -> {
                Machine machine = entry.machine(options.login().jumps());
                Optional<Secret> password = Optional.ofNullable(passwords.get(entry.machine()));
                yield Optional.of(new Held(entry, machine.with(password, machine.jumps())));
            }
        };
    }

    Optional<Held> find(HostId id) {
        Optional<Entry> entry = book.find(id.value()).filter(Entry::open);
        Optional<Machine> own = inventory.find(id.value()).filter(machine -> !machine.pool());
        if (own.isPresent()) {
            Entry known = entry.filter(each -> each.kind() == Entry.Kind.OWN)
                    .orElseGet(() -> Entry.own(own.get(), Instant.EPOCH));
            return Optional.of(new Held(known, own.get()));
        }
        return entry.flatMap(this::held);
    }

    Held get(HostId id) {
        return find(id).orElseThrow(() -> Problems.notFound(id));
    }

    /** Returns a machine by its name, as {@code start-on} tells it. */
    Optional<Machine> machine(String name) {
        return inventory.find(name);
    }
}
