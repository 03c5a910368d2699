package io.shiyun;

import io.shiyun.model.Bytes;
import io.shiyun.model.CloudException;
import io.shiyun.model.Cpu;
import io.shiyun.model.FirewallId;
import io.shiyun.model.NetworkId;
import io.shiyun.model.Purchase;
import io.shiyun.model.Secret;
import io.shiyun.model.Shape;
import io.shiyun.spi.DiskOrder;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The wish for a host: how big, with what in it. Where it goes is a {@link Placement}. Immutable: each method answers a
 * changed copy. Nothing is checked while it is put together; {@link #faults()} tells all that is wrong with it, and a
 * create refuses a spec that has any before it asks a cloud.
 */
public final class HostSpec {
    private final Parts parts;

    private HostSpec(Parts parts) {
        this.parts = parts;
    }

    /** What it is made of. */
    private static final class Parts implements Cloneable {
        String name = "";
        String image = "";

        @Nullable Cpu cpu;

        @Nullable Bytes memory;

        int gpus;
        String shape = "";
        Purchase purchase = Purchase.ON_DEMAND;

        @Nullable Bytes disk;

        List<DiskOrder> disks = List.of();
        List<NetworkId> networks = List.of();
        List<FirewallId> firewalls = List.of();
        boolean publicAddress;
        String sshKey = "";

        @Nullable Secret userData;

        String spread = "";
        String project = "";
        String app = "";
        Map<String, String> tags = Map.of();

        Parts copy() {
            try {
                return (Parts) clone();
            } catch (CloneNotSupportedException e) {
                throw new IllegalStateException("it says that it can be cloned", e);
            }
        }
    }

    private HostSpec with(Consumer<Parts> change) {
        Parts copy = parts.copy();
        change.accept(copy);
        return new HostSpec(copy);
    }

    /**
     * Begins a spec; it needs an {@link #image} and a size besides.
     *
     * @param name 1 to 63 letters, digits, hyphens, dots and underscores that begin and end with a letter or digit
     */
    public static HostSpec named(String name) {
        Parts parts = new Parts();
        parts.name = Objects.requireNonNull(name, "name");
        return new HostSpec(parts);
    }

    /** The same under another name. */
    public HostSpec withName(String name) {
        return with(copy -> copy.name = Objects.requireNonNull(name, "name"));
    }

    /** Of any size with at least these processors and this memory. */
    public HostSpec atLeast(Cpu cpu, Bytes memory) {
        return with(copy -> {
            copy.cpu = cpu;
            copy.memory = memory;
        });
    }

    /** With at least this many graphics processors. */
    public HostSpec gpus(int count) {
        return with(copy -> copy.gpus = count);
    }

    /** Of exactly the size that a cloud calls by this name. */
    public HostSpec shape(String name) {
        return with(copy -> copy.shape = Objects.requireNonNull(name, "name"));
    }

    /** Made from the newest image of this id, name or family, such as {@code debian-12}. */
    public HostSpec image(String name) {
        return with(copy -> copy.image = Objects.requireNonNull(name, "name"));
    }

    /** Bought in this way; on demand when not said. */
    public HostSpec purchase(Purchase how) {
        return with(copy -> copy.purchase = Objects.requireNonNull(how, "how"));
    }

    /** With a first disk of this size; that of the image when not said. */
    public HostSpec disk(Bytes size) {
        return with(copy -> copy.disk = size);
    }

    /** With one more data disk of this size, made and deleted with the host. */
    public HostSpec dataDisk(Bytes size) {
        return with(copy -> copy.disks = plus(copy.disks, new DiskOrder(size, "")));
    }

    /** In this network too; in the account's usual one when none is said. */
    public HostSpec network(NetworkId network) {
        return with(copy -> copy.networks = plus(copy.networks, network));
    }

    /** Behind this firewall too; behind the account's usual one when none is said. */
    public HostSpec firewall(FirewallId firewall) {
        return with(copy -> copy.firewalls = plus(copy.firewalls, firewall));
    }

    /** With a public address. */
    public HostSpec publicAddress() {
        return with(copy -> copy.publicAddress = true);
    }

    /** This public key, in OpenSSH form, may log in. */
    public HostSpec sshKey(String publicKey) {
        return with(copy -> copy.sshKey = Objects.requireNonNull(publicKey, "publicKey"));
    }

    /** What the image runs at its first boot. Kept sealed, since it may hold secrets. */
    public HostSpec userData(String script) {
        return with(copy -> copy.userData = Secret.of(script));
    }

    /** Kept on another machine than other hosts of the same word, where the cloud can. */
    public HostSpec apartFrom(String word) {
        return with(copy -> copy.spread = Objects.requireNonNull(word, "word"));
    }

    /** On the account of this project, in usage records and bills. */
    public HostSpec project(String name) {
        return with(copy -> copy.project = Objects.requireNonNull(name, "name"));
    }

    /** On the account of this app, in usage records and bills. */
    public HostSpec app(String name) {
        return with(copy -> copy.app = Objects.requireNonNull(name, "name"));
    }

    /** With this tag. Names that begin with {@code shiyun-} are the library's own. */
    public HostSpec tag(String name, String value) {
        return with(copy -> {
            Map<String, String> tags = new LinkedHashMap<>(copy.tags);
            tags.put(Objects.requireNonNull(name, "name"), Objects.requireNonNull(value, "value"));
            copy.tags = tags;
        });
    }

    private static <T> List<T> plus(List<T> list, T one) {
        List<T> longer = new ArrayList<>(list);
        longer.add(Objects.requireNonNull(one, "one"));
        return List.copyOf(longer);
    }

    /** Returns everything that is wrong with it, by the path of the field; empty when nothing is. */
    public Map<String, String> faults() {
        return HostSpecFaults.of(this);
    }

    /**
     * Does nothing when nothing is wrong with it.
     *
     * @throws CloudException INVALID, NOT_SENT, with every fault
     */
    public void check() {
        HostSpecFaults.refuse(this, faults());
    }

    /** Returns the name. */
    public String name() {
        return parts.name;
    }

    /** Returns the name of the image. */
    public String image() {
        return parts.image;
    }

    /** Returns the processors it needs at least. */
    public Optional<Cpu> cpu() {
        return Optional.ofNullable(parts.cpu);
    }

    /** Returns the memory it needs at least. */
    public Optional<Bytes> memory() {
        return Optional.ofNullable(parts.memory);
    }

    /** Returns how many graphics processors it needs at least. */
    public int gpus() {
        return parts.gpus;
    }

    /** Returns the size it needs exactly. */
    public Optional<Shape> shape() {
        return parts.shape.isEmpty() ? Optional.empty() : Optional.of(new Shape(parts.shape));
    }

    /** Returns how it is bought. */
    public Purchase purchase() {
        return parts.purchase;
    }

    /** Returns the size of its first disk. */
    public Optional<Bytes> disk() {
        return Optional.ofNullable(parts.disk);
    }

    /** Returns its data disks. */
    public List<DiskOrder> disks() {
        return parts.disks;
    }

    /** Returns its networks. */
    public List<NetworkId> networks() {
        return parts.networks;
    }

    /** Returns its firewalls. */
    public List<FirewallId> firewalls() {
        return parts.firewalls;
    }

    /** Returns whether it has a public address. */
    public boolean hasPublicAddress() {
        return parts.publicAddress;
    }

    /** Returns who may log in, or empty. */
    public String sshKey() {
        return parts.sshKey;
    }

    /** Returns what it runs at its first boot. */
    public Optional<Secret> userData() {
        return Optional.ofNullable(parts.userData);
    }

    /** Returns the word of those it is kept apart from, or empty. */
    public String apartFrom() {
        return parts.spread;
    }

    /** Returns its project, or empty. */
    public String project() {
        return parts.project;
    }

    /** Returns its app, or empty. */
    public String app() {
        return parts.app;
    }

    /** Returns its tags. */
    public Map<String, String> tags() {
        return Map.copyOf(parts.tags);
    }

    @Override
    public String toString() {
        return "HostSpec[" + parts.name + ", image " + parts.image
                + (parts.shape.isEmpty() ? "" : ", shape " + parts.shape)
                + cpu().map(cpu -> ", at least " + cpu).orElse("")
                + memory().map(memory -> ", " + memory).orElse("") + "]";
    }
}
