package io.shiyun.finops.capacity;

import io.shiyun.finops.advice.Estate;
import io.shiyun.finops.advice.HostMeasures;
import io.shiyun.model.Host;
import io.shiyun.model.HostId;
import io.shiyun.model.HostState;
import io.shiyun.model.Price;
import io.shiyun.model.Region;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Hosts in one region that do one work together: when one is added, it takes its share.
 *
 * @param name what people call it
 * @param region where it is
 * @param hosts its hosts whose size and use are known; may be empty when only the demand is known
 * @param prices what hosts cost, where it is known better than by the catalogue
 * @param demands the demand for each resource that is looked at
 * @param missing what is not known of it
 */
public record Pool(
        String name,
        Region region,
        List<Host> hosts,
        Map<HostId, Price> prices,
        List<Demand> demands,
        List<String> missing) {
    public Pool {
        if (name.isBlank()) {
            throw new IllegalArgumentException("A pool needs a name");
        }
        Objects.requireNonNull(region, "region");
        hosts = List.copyOf(hosts);
        prices = Map.copyOf(prices);
        demands = List.copyOf(demands);
        missing = List.copyOf(missing);
        if (demands.stream().map(Demand::resource).distinct().count() < demands.size()) {
            throw new IllegalArgumentException("Pool '" + name + "' has two demands for one resource");
        }
    }

    /** Returns a pool of which no more is known than its demand, such as one outside of all clouds. */
    public static Pool of(String name, Region region, Demand... demands) {
        return new Pool(name, region, List.of(), Map.of(), List.of(demands), List.of());
    }

    /**
     * Returns the pools of an estate by a tag of its running hosts: a pool for each value and region. Hosts without the tag
     * are in none.
     *
     * @param estate hosts and their use; the longer its window, the better: six weeks are the least
     * @param tag the key of the tag
     * @param today the first day that is not known in full
     */
    public static List<Pool> byTag(Estate estate, String tag, LocalDate today) {
        Map<String, Map<String, List<Host>>> groups = new TreeMap<>();
        for (Host host : estate.hosts()) {
            String value = host.tags().get(tag);
            if (value != null && !value.isBlank() && host.state() == HostState.RUNNING) {
                groups.computeIfAbsent(value, name -> new TreeMap<>())
                        .computeIfAbsent(host.region().toString(), region -> new ArrayList<>())
                        .add(host);
            }
        }
        List<Pool> pools = new ArrayList<>();
        groups.forEach((name, regions) -> regions.values().forEach(hosts -> pools.add(of(name, estate, hosts, today))));
        return List.copyOf(pools);
    }

    /**
     * Returns a pool of hosts of an estate. A host that was not measured, or whose size is not known, does not count, and
     * {@link #missing} names it.
     *
     * @throws IllegalArgumentException when there are none, or they are in several regions
     */
    public static Pool of(String name, Estate estate, List<Host> hosts, LocalDate today) {
        List<Region> regions = hosts.stream().map(Host::region).distinct().toList();
        if (regions.size() != 1) {
            throw new IllegalArgumentException("Pool '" + name + "' is in " + regions + "; a pool is in one region");
        }
        List<String> missing = new ArrayList<>();
        List<Host> known = new ArrayList<>();
        Map<HostId, HostMeasures> measures = new HashMap<>();
        for (Host host : hosts) {
            HostMeasures measured = estate.measures().get(host.id());
            if (measured == null || measured.hours().isEmpty() || host.cpu().isEmpty()) {
                missing.add("the use or size of host " + host.name()
                        + " is not known; neither its use nor its size counts");
            } else {
                known.add(host);
                measures.put(host.id(), measured);
            }
        }
        List<Demand> demands = new ArrayList<>();
        if (!known.isEmpty()) {
            for (Resource resource : Resource.values()) {
                PoolUse use = new PoolUse(resource, known, measures);
                use.demand(today)
                        .ifPresentOrElse(
                                demands::add,
                                () -> missing.add("the " + resource.name().toLowerCase(Locale.ROOT)
                                        + " in use is not known of every host; it is not looked at"));
            }
        }
        return new Pool(name, regions.get(0), known, estate.prices(), demands, missing);
    }
}
