package io.shiyun.provider.ssh;

import io.shiyun.model.Fields;
import io.shiyun.spi.Intent;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What the folder of the cloud knows of a host. One that ended is kept for as long as its token is remembered.
 *
 * @param id the host
 * @param kind why it is known
 * @param machine the machine behind it
 * @param name the name it was ordered by
 * @param token of the order; empty for none
 * @param tags its tags, without those of the machine
 * @param created when it was taken or adopted
 * @param off whether it was stopped
 * @param address where an adopted machine is, as {@code user@address:port}; empty for others
 * @param closed when it was given back or forgotten
 */
record Entry(
        String id,
        Kind kind,
        String machine,
        String name,
        String token,
        Map<String, String> tags,
        Instant created,
        boolean off,
        String address,
        Optional<Instant> closed) {
    /** Why a host is known. */
    enum Kind {
        /** It is in the settings or the hosts file, and something is to be remembered of it. */
        OWN,
        /** It is a machine of the pool that was taken. */
        TAKEN,
        /** It was adopted. */
        ADOPTED
    }

    Entry {
        tags = Map.copyOf(tags);
    }

    static Entry own(Machine machine, Instant now) {
        return new Entry(
                machine.name(),
                Kind.OWN,
                machine.name(),
                machine.name(),
                "",
                Map.of(),
                now,
                false,
                "",
                Optional.empty());
    }

    static Entry taken(String id, Machine machine, String name, Intent intent, Map<String, String> tags, Instant now) {
        return new Entry(id, Kind.TAKEN, machine.name(), name, intent.token(), tags, now, false, "", Optional.empty());
    }

    static Entry adopted(Machine machine, Intent intent, Map<String, String> tags, Instant now) {
        return new Entry(
                machine.name(),
                Kind.ADOPTED,
                machine.name(),
                machine.name(),
                intent.token(),
                tags,
                now,
                false,
                machine.user() + "@" + machine.endpoint(),
                Optional.empty());
    }

    boolean open() {
        return closed.isEmpty();
    }

    Entry off(boolean now) {
        return new Entry(id, kind, machine, name, token, tags, created, now, address, closed);
    }

    /** Returns it after a change of tags, in which an empty value removes one. */
    Entry tagged(Map<String, String> change) {
        Map<String, String> all = new TreeMap<>(tags);
        change.forEach((key, value) -> {
            if (value.isEmpty()) {
                all.remove(key);
            } else {
                all.put(key, value);
            }
        });
        return new Entry(id, kind, machine, name, token, all, created, off, address, closed);
    }

    Entry closedAt(Instant when) {
        return new Entry(id, kind, machine, name, token, tags, created, off, address, Optional.of(when));
    }

    /** Returns the machine that was adopted. */
    Machine machine(List<String> jumps) {
        Address at = Address.parse(address);
        return Machine.at(machine, at.address(), at.port().orElse(22), at.user().orElse(""), jumps);
    }

    void write(Fields.Writer fields) {
        fields.put("id", id);
        fields.put("kind", kind.name());
        fields.put("machine", machine);
        fields.put("name", name);
        fields.put("token", token);
        fields.putMap("tags", tags);
        fields.put("created", created.toString());
        fields.put("off", off);
        fields.put("address", address);
        closed.ifPresent(when -> fields.put("closed", when.toString()));
    }

    static Entry read(Fields.Reader fields) {
        return new Entry(
                fields.text("id"),
                Kind.valueOf(fields.text("kind")),
                fields.text("machine"),
                fields.text("name"),
                fields.text("token"),
                fields.map("tags"),
                Instant.parse(fields.text("created")),
                fields.flag("off"),
                fields.text("address"),
                fields.has("closed") ? Optional.of(Instant.parse(fields.text("closed"))) : Optional.empty());
    }
}
