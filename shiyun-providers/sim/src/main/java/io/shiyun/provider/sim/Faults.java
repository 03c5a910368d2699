package io.shiyun.provider.sim;

import io.shiyun.model.Shape;
import io.shiyun.model.Zone;
import io.shiyun.spi.Operation;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The switchboard of a simulated cloud. Every switch can be thrown while calls are under way, and stays until it is thrown
 * back or all is made {@linkplain #calm calm}. What is left to chance is decided by the seed of the world, the operation and
 * how often it was asked for, so that a run can be repeated. Thread-safe; each switch answers with the board itself.
 */
public final class Faults {
    private final Map<Fault, Double> chances = new EnumMap<>(Fault.class);
    private final ArrayDeque<Fault> next = new ArrayDeque<>();
    private final Set<Operation> only = EnumSet.noneOf(Operation.class);
    private final Set<String> soldOut = new HashSet<>();
    private final Set<String> soldOutLate = new HashSet<>();
    private final Set<String> neverReady = new HashSet<>();
    private final Set<String> crashLoop = new HashSet<>();
    private boolean dead;
    private boolean silent;
    private Duration slow = Duration.ZERO;
    private Duration clockJump = Duration.ZERO;
    private long hostQuota = Long.MAX_VALUE;

    Faults() {}

    /** Takes every fault away. */
    public synchronized Faults calm() {
        chances.clear();
        next.clear();
        only.clear();
        soldOut.clear();
        soldOutLate.clear();
        neverReady.clear();
        crashLoop.clear();
        dead = false;
        silent = false;
        slow = Duration.ZERO;
        clockJump = Duration.ZERO;
        hostQuota = Long.MAX_VALUE;
        return this;
    }

    /** Refuses every connection at once: UNAVAILABLE, NOT_SENT. */
    public synchronized Faults dead(boolean on) {
        dead = on;
        return this;
    }

    /** Takes every request and never answers, so that each call lasts until it is over. Nothing is carried out. */
    public synchronized Faults silent(boolean on) {
        silent = on;
        return this;
    }

    /** Answers each request only after this long. A caller who gives up earlier finds it carried out nevertheless. */
    public synchronized Faults slow(Duration delay) {
        slow = delay;
        return this;
    }

    /** Sets how likely this fault is at each request, from 0 to 1. */
    public synchronized Faults chance(Fault fault, double probability) {
        if (!(probability >= 0 && probability <= 1)) {
            throw new IllegalArgumentException("the chance of " + fault + " is " + probability + "; it is 0 to 1");
        }
        chances.put(fault, probability);
        return this;
    }

    /** Sets how likely a request is lost before it arrives. */
    public Faults lostRequest(double probability) {
        return chance(Fault.LOST_REQUEST, probability);
    }

    /** Sets how likely an answer is lost after the request was carried out. */
    public Faults lostReply(double probability) {
        return chance(Fault.LOST_REPLY, probability);
    }

    /** Sets how likely an answer breaks off after the request was carried out. */
    public Faults partialBody(double probability) {
        return chance(Fault.PARTIAL_BODY, probability);
    }

    /** Sets how likely a request is carried out twice. */
    public Faults duplicate(double probability) {
        return chance(Fault.DUPLICATE, probability);
    }

    /** Sets how likely a request is refused as one too many; 1 is a throttling storm. */
    public Faults throttled(double probability) {
        return chance(Fault.THROTTLED, probability);
    }

    /** Adds these faults to those that befall the next requests for certain, one each. */
    public synchronized Faults next(Fault... faults) {
        next.addAll(Arrays.asList(faults));
        return this;
    }

    /** Confines the faults of single requests, those of {@link #chance} and {@link #next}, to these operations. */
    public synchronized Faults only(Operation... operations) {
        only.clear();
        only.addAll(Arrays.asList(operations));
        return this;
    }

    /** Has none left of this shape: creating is refused with STOCK. */
    public synchronized Faults outOfStock(Shape shape) {
        soldOut.add(shape.name());
        return this;
    }

    /** Has none left of any shape in this zone. */
    public synchronized Faults outOfStock(Zone zone) {
        soldOut.add(zone.toString());
        return this;
    }

    /** Has none left of anything, anywhere. */
    public synchronized Faults outOfStock() {
        soldOut.add("*");
        return this;
    }

    /** Accepts hosts of this shape and then finds none left: they go to ERROR with a STOCK problem, and remain. */
    public synchronized Faults outOfStockLate(Shape shape) {
        soldOutLate.add(shape.name());
        return this;
    }

    /** Accepts every host and then finds none left. */
    public synchronized Faults outOfStockLate() {
        soldOutLate.add("*");
        return this;
    }

    /** Has everything again. */
    public synchronized Faults restock() {
        soldOut.clear();
        soldOutLate.clear();
        return this;
    }

    /** Allows this many hosts in each region; creating more is refused with QUOTA. */
    public synchronized Faults hostQuota(long most) {
        hostQuota = most;
        return this;
    }

    /** Moves the time of day of the cloud by this much against ours. */
    public synchronized Faults clockJump(Duration by) {
        clockJump = by;
        return this;
    }

    /** Lets no replica of this app pass its checks; {@code app@revision} means one revision alone. */
    public synchronized Faults neverReady(String app) {
        neverReady.add(app);
        return this;
    }

    /** Lets every replica of this app crash soon after its start; {@code app@revision} means one revision alone. */
    public synchronized Faults crashLoop(String app) {
        crashLoop.add(app);
        return this;
    }

    synchronized boolean isDead() {
        return dead;
    }

    synchronized boolean isSilent() {
        return silent;
    }

    synchronized Duration delay() {
        return slow;
    }

    synchronized Duration skew() {
        return clockJump;
    }

    synchronized long mostHosts() {
        return hostQuota;
    }

    synchronized boolean isSoldOut(Shape shape, Zone zone) {
        return soldOut.contains("*") || soldOut.contains(shape.name()) || soldOut.contains(zone.toString());
    }

    synchronized boolean isSoldOutLate(Shape shape) {
        return soldOutLate.contains("*") || soldOutLate.contains(shape.name());
    }

    synchronized boolean isNeverReady(String app, String revision) {
        return neverReady.contains(app) || neverReady.contains(app + "@" + revision);
    }

    synchronized boolean isCrashLoop(String app, String revision) {
        return crashLoop.contains(app) || crashLoop.contains(app + "@" + revision);
    }

    /** Returns what befalls a request of this operation, when chance says {@code draw}, from 0 to 1. */
    synchronized Optional<Fault> befalls(Operation operation, double draw) {
        if (!only.isEmpty() && !only.contains(operation)) {
            return Optional.empty();
        }
        Fault certain = next.poll();
        if (certain != null) {
            return Optional.of(certain);
        }
        double sum = 0;
        for (Map.Entry<Fault, Double> chance : chances.entrySet()) {
            sum += chance.getValue();
            if (draw < sum) {
                return Optional.of(chance.getKey());
            }
        }
        return Optional.empty();
    }
}
