package io.shiyun.tck;

import io.shiyun.spi.CloudConfig;
import io.shiyun.spi.CloudProvider;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * What the contract needs to know of a provider. Two methods are enough where everything else can be found out; an author
 * overrides others where it cannot.
 */
public interface TckHarness {
    /** Returns the provider under test. */
    CloudProvider provider();

    /** Returns what to connect with. Each answer leads to the same account, so that a session can go on with another's work. */
    CloudConfig config();

    /** Returns what the provider claims to do in full; the file in its jar when not overridden. */
    default Claims claims() {
        return Claims.of(provider(), option("claims").orElse(""));
    }

    /**
     * Returns an answer to a question that the contract cannot find out. The questions, each optional:
     *
     * <ul>
     *   <li>{@code claims} which claims to hold it to, where its clouds can do different things: {@code claims-ID-KIND.txt} for KIND
     *   <li>{@code region} where to work; the first of the cloud
     *   <li>{@code shape}, {@code shape.other} sizes to use; the two cheapest on sale
     *   <li>{@code image} machine image to use; the first that fits
     *   <li>{@code adopt.address}, {@code adopt.port} a machine to take in; without, the first address of a host made for it,
     *       127.0.0.1 where there is none, and 22
     *   <li>{@code app.image}, {@code app.command} what apps run, the command split at spaces; a small HTTP server of the
     *       contract, run by the Java that runs it
     *   <li>{@code middleware.engine} what to order; the first that is taken of postgresql, redis, kafka
     *   <li>{@code shell.echo}, {@code shell.cat}, {@code shell.false}, {@code shell.sleep}, {@code shell.env} programs of a
     *       host; of these names
     *   <li>{@code shell.sandbox} {@code false} where hosts are whole machines, so that no path can leave them
     *   <li>{@code app.http} {@code true} where the endpoints of apps can be reached from here
     * </ul>
     */
    default Optional<String> option(String question) {
        return Optional.empty();
    }

    /** Returns how long one change, such as making a host, may take before the rule fails. */
    default Duration patience() {
        return Duration.ofMinutes(2);
    }

    /** Returns what measures the time of calls; the same as the provider's ticker. */
    default LongSupplier ticker() {
        return config().ticker();
    }

    /** Lets time pass between two questions; a harness with virtual time moves it on instead. */
    default void pause(Duration time) throws InterruptedException {
        new CountDownLatch(1).await(time.toNanos(), TimeUnit.NANOSECONDS);
    }

    /** Returns the sections to run; all when empty. */
    default List<String> only() {
        return List.of();
    }
}
