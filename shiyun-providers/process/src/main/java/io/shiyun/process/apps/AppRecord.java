package io.shiyun.process.apps;

import io.shiyun.model.AppId;
import io.shiyun.model.Fields;
import io.shiyun.model.Rollout;
import io.shiyun.model.Scaling;
import io.shiyun.spi.AppOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.UnaryOperator;

/**
 * An app as the state folder knows it: the order in force, and every replica with the order it runs. Immutable.
 *
 * @param order the order applied last
 * @param wanted replicas asked for, by that order or a later scale
 * @param epoch counts the restarts asked for
 * @param deleting whether it is on its way out
 * @param created when it was first applied
 * @param moved when a release last got a step further
 * @param stalled why the release was given up; empty while it was not
 * @param fronts the port clients use, by name
 * @param nextReplica number of the next replica
 * @param templates the order of each template key that a replica runs
 * @param replicas all replicas there are
 */
public record AppRecord(
        AppOrder order,
        int wanted,
        int epoch,
        boolean deleting,
        Instant created,
        Instant moved,
        String stalled,
        Map<String, Integer> fronts,
        int nextReplica,
        Map<String, AppOrder> templates,
        List<ReplicaRecord> replicas) {
    public AppRecord {
        fronts = Map.copyOf(fronts);
        templates = Map.copyOf(templates);
        replicas = List.copyOf(replicas);
    }

    static AppRecord first(AppOrder order, int wanted, Map<String, Integer> fronts, Instant now) {
        return new AppRecord(order, wanted, 0, false, now, now, "", fronts, 1, Map.of(), List.of());
    }

    /** Returns which app it is. */
    public AppId id() {
        return order.app();
    }

    /** Returns the key of what replicas of the order in force run. */
    String template() {
        return order.revision() + "." + content(order) + "." + epoch;
    }

    /** Returns whether this order asks for nothing that is not in force. */
    boolean asks(AppOrder other) {
        return stalled.isEmpty()
                && content(other).equals(content(order))
                && other.revision().equals(order.revision())
                && wantedBy(other) == wanted
                && other.rollout().equals(order.rollout())
                && other.stopGrace().equals(order.stopGrace())
                && other.tags().equals(order.tags());
    }

    int wantedBy(AppOrder other) {
        return other.scaling() instanceof Scaling.Fixed fixed ? fixed.count() : wanted;
    }

    AppRecord ordered(AppOrder next, Map<String, Integer> ports, Instant now) {
        return new AppRecord(
                next, wantedBy(next), epoch, false, created, now, "", ports, nextReplica, templates, replicas);
    }

    AppRecord scaled(int count, Instant now) {
        return new AppRecord(order, count, epoch, deleting, created, now, "", fronts, nextReplica, templates, replicas);
    }

    AppRecord restarted(Instant now) {
        return new AppRecord(
                order, wanted, epoch + 1, deleting, created, now, "", fronts, nextReplica, templates, replicas);
    }

    AppRecord deleted(Instant now) {
        return new AppRecord(order, 0, epoch, true, created, now, "", fronts, nextReplica, templates, replicas);
    }

    AppRecord stalled(String why) {
        return new AppRecord(
                order, wanted, epoch, deleting, created, moved, why, fronts, nextReplica, templates, replicas);
    }

    AppRecord moved(Instant now) {
        return new AppRecord(
                order, wanted, epoch, deleting, created, now, stalled, fronts, nextReplica, templates, replicas);
    }

    AppRecord settled(Map<String, Integer> ports, Instant now) {
        return new AppRecord(order, wanted, epoch, deleting, created, now, "", ports, nextReplica, templates, replicas);
    }

    AppRecord withNew(ReplicaRecord replica) {
        List<ReplicaRecord> more = new ArrayList<>(replicas);
        more.add(replica);
        Map<String, AppOrder> known = new TreeMap<>(templates);
        known.put(template(), order);
        return with(nextReplica + 1, known, more);
    }

    AppRecord without(String name) {
        List<ReplicaRecord> left =
                replicas.stream().filter(each -> !each.name().equals(name)).toList();
        Map<String, AppOrder> used = new TreeMap<>(templates);
        used.keySet()
                .removeIf(key -> left.stream().noneMatch(each -> each.template().equals(key)));
        return with(nextReplica, used, left);
    }

    AppRecord change(String name, UnaryOperator<ReplicaRecord> change) {
        return with(
                nextReplica,
                templates,
                replicas.stream()
                        .map(each -> each.name().equals(name) ? change.apply(each) : each)
                        .toList());
    }

    /** Returns by what name the processes of a replica are marked. */
    public String mark(String replica) {
        return "app:" + id().project().value() + "/" + id().value() + "/" + replica;
    }

    /** Returns the replica of this name. */
    public Optional<ReplicaRecord> replica(String name) {
        return replicas.stream().filter(each -> each.name().equals(name)).findFirst();
    }

    /** Returns the order that a replica runs. */
    public AppOrder orderOf(ReplicaRecord replica) {
        return templates.getOrDefault(replica.template(), order);
    }

    Rollout rollout() {
        return order.rollout();
    }

    Duration sinceMoved(Instant now) {
        return Duration.between(moved, now);
    }

    private AppRecord with(int next, Map<String, AppOrder> known, List<ReplicaRecord> all) {
        return new AppRecord(order, wanted, epoch, deleting, created, moved, stalled, fronts, next, known, all);
    }

    /** Returns a short digest of everything in an order that a running replica depends on. */
    static String content(AppOrder order) {
        AppOrder bare = AppOrder.builder(order.project(), order.name(), order.revision())
                .image(order.image())
                .ports(order.ports())
                .environment(order.environment())
                .secrets(order.secrets())
                .files(order.files())
                .volumes(order.volumes())
                .build();
        Fields fields = Fields.of(writer -> {
            bare.write(writer);
            order.command().ifPresent(value -> writer.putNested("command", value::write));
            order.cpu().ifPresent(value -> writer.put("cpu", value.millis()));
            order.memory().ifPresent(value -> writer.put("memory", value.count()));
            order.ready().ifPresent(value -> writer.putNested("ready", value::write));
            order.alive().ifPresent(value -> writer.putNested("alive", value::write));
        });
        StringBuilder text = new StringBuilder();
        fields.plain()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value).append('\0'));
        fields.secret()
                .forEach((key, value) ->
                        text.append(key).append('=').append(value.reveal()).append('\0'));
        try {
            byte[] digest =
                    MessageDigest.getInstance("SHA-256").digest(text.toString().getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(digest, 0, 8);
        } catch (NoSuchAlgorithmException everyJdkHasIt) {
            throw new IllegalStateException(everyJdkHasIt);
        }
    }

    void write(Fields.Writer fields) {
        fields.putNested("order", order::write);
        fields.put("wanted", wanted);
        fields.put("epoch", epoch);
        fields.put("deleting", deleting);
        fields.put("created", created.toString());
        fields.put("moved", moved.toString());
        fields.put("stalled", stalled);
        ReplicaRecord.writePorts(fields, "fronts", fronts);
        fields.put("nextReplica", nextReplica);
        List<String> keys = templates.keySet().stream().sorted().toList();
        fields.putList("templateKeys", keys);
        fields.putEach("templates", keys.stream().map(this::templateOf).toList(), AppOrder::write);
        fields.putEach("replicas", replicas, ReplicaRecord::write);
    }

    private AppOrder templateOf(String key) {
        return templates.getOrDefault(key, order);
    }

    /** Reads it out of the file of its state. */
    public static AppRecord read(Fields.Reader fields) {
        Map<String, AppOrder> templates = new TreeMap<>();
        List<String> keys = fields.list("templateKeys");
        List<AppOrder> orders = fields.each("templates", AppOrder::read);
        for (int i = 0; i < keys.size(); i++) {
            templates.put(keys.get(i), orders.get(i));
        }
        return new AppRecord(
                AppOrder.read(fields.in("order")),
                fields.integer("wanted"),
                fields.integer("epoch"),
                fields.flag("deleting"),
                Instant.parse(fields.text("created")),
                Instant.parse(fields.text("moved")),
                fields.text("stalled"),
                ReplicaRecord.readPorts(fields, "fronts"),
                fields.integer("nextReplica"),
                templates,
                fields.each("replicas", ReplicaRecord::read));
    }
}
