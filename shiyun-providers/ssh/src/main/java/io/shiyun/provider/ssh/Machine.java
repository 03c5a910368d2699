package io.shiyun.provider.ssh;

import io.shiyun.model.Bytes;
import io.shiyun.model.Cpu;
import io.shiyun.model.Money;
import io.shiyun.model.Secret;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A machine that somebody owns, and how to reach it. Its text form shows no secret.
 *
 * @param name unique among all machines
 * @param address host name or address
 * @param port where it answers
 * @param user who logs in
 * @param password with what, in place of the cloud's
 * @param keyFile with what, in place of the cloud's
 * @param jumps through which machines, the first one first
 * @param pool whether it is no host until it is taken
 * @param zone the zone it stands in; empty for none
 * @param shape its size by name; empty for none
 * @param image the system on it by name; empty for none
 * @param cpu its processors, where the owner says
 * @param memory its memory, where the owner says
 * @param price what an hour of it costs, where the owner says
 * @param tags what it is tagged with
 */
record Machine(
        String name,
        String address,
        int port,
        String user,
        Optional<Secret> password,
        Optional<Path> keyFile,
        List<String> jumps,
        boolean pool,
        String zone,
        String shape,
        String image,
        Optional<Cpu> cpu,
        Optional<Bytes> memory,
        Optional<Money> price,
        Map<String, String> tags) {
    Machine {
        jumps = List.copyOf(jumps);
        tags = Map.copyOf(tags);
    }

    /** Returns a machine that is reached like this and of which nothing else is known. */
    static Machine at(String name, String address, int port, String user, List<String> jumps) {
        return new Machine(
                name,
                address,
                port,
                user,
                Optional.empty(),
                Optional.empty(),
                jumps,
                false,
                "",
                "",
                "",
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Map.of());
    }

    Machine with(Optional<Secret> otherPassword, List<String> otherJumps) {
        return new Machine(
                name,
                address,
                port,
                user,
                otherPassword,
                keyFile,
                otherJumps,
                pool,
                zone,
                shape,
                image,
                cpu,
                memory,
                price,
                tags);
    }

    /** Two machines of the same login share connections. */
    String login() {
        return user + "@" + endpoint() + (jumps.isEmpty() ? "" : " through " + String.join(", ", jumps));
    }

    String endpoint() {
        return (address.indexOf(':') < 0 ? address : "[" + address + "]") + ":" + port;
    }

    Map<String, String> values() {
        return Map.of("name", name, "address", address, "port", Integer.toString(port));
    }

    @Override
    public String toString() {
        return name + " (" + endpoint() + ")";
    }
}
