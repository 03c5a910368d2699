package io.shiyun.process.apps;

import io.shiyun.model.Port;
import io.shiyun.process.PortAllocator;
import io.shiyun.process.ProcessException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;

/** The ports of replicas by their names, out of the range of one machine. Thread-safe. */
public record NamedPorts(PortAllocator range) {
    /**
     * Reserves a port for each port of an order, without asking the machine.
     *
     * @throws ProcessException NO_PORT_LEFT; nothing is then reserved
     */
    public Map<String, Integer> reserve(List<Port> ports) {
        Map<String, Integer> reserved = new LinkedHashMap<>();
        try {
            ports.forEach(port -> reserved.put(port.name(), range.reserve()));
            return reserved;
        } catch (ProcessException noneLeft) {
            release(reserved);
            throw noneLeft;
        }
    }

    /** Marks ports as reserved, because a replica has them. */
    public void adopt(Map<String, Integer> ports) {
        ports.values().forEach(range::adopt);
    }

    /** Gives ports back. */
    public void release(Map<String, Integer> ports) {
        ports.values().forEach(range::release);
    }

    /** Returns these ports, but others for those that are taken, which are given back. */
    public Map<String, Integer> exchange(Map<String, Integer> ports, IntPredicate taken) {
        Map<String, Integer> free = new LinkedHashMap<>();
        ports.forEach((name, port) -> {
            if (taken.test(port)) {
                free.put(name, range.reserve());
                range.release(port);
            } else {
                free.put(name, port);
            }
        });
        return free;
    }
}
