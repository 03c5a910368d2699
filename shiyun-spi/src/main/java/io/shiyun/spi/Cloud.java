package io.shiyun.spi;

import io.shiyun.model.Region;
import java.util.List;
import java.util.Optional;

/** An open session with one account at one cloud. Thread-safe; lazy about I/O; closing it twice is harmless. */
public interface Cloud extends AutoCloseable {
    /** Returns the services it has; the same objects each time. */
    List<CloudService> services();

    /**
     * Makes one cheap authenticated read.
     *
     * @throws io.shiyun.model.CloudException with what any call would fail with
     */
    void check(Call call);

    /**
     * Returns the regions this account is set up to work in, without I/O: those named in its settings, or the one it has.
     * Core asks each of them.
     */
    List<Region> regions();

    /** Returns what this account at this endpoint can do of what the kind can do at best; may ask once. */
    default Capabilities narrow(Capabilities atBest, Call call) {
        return atBest;
    }

    /** Returns the service of this type, if it has it. */
    default <S extends CloudService> Optional<S> find(Class<S> type) {
        return services().stream().filter(type::isInstance).map(type::cast).findFirst();
    }

    /** Ends the session and whatever belongs to it: sockets, threads, files. What it made in the cloud stays. */
    @Override
    void close();
}
