package io.shiyun.tck;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** All rules of the contract. */
public final class Rules {
    private Rules() {}

    /** Returns every rule, section after section. */
    public static List<Rule> all() {
        List<Rule> all = new ArrayList<>();
        Stream.of(
                        CloudRules.rules(),
                        HostRules.rules(),
                        SafetyRules.rules(),
                        ShellRules.rules(),
                        AppRules.rules(),
                        AppStreamRules.rules(),
                        ImageRules.rules(),
                        WorkRules.rules(),
                        MarketRules.rules(),
                        NetworkRules.rules(),
                        StorageRules.rules(),
                        ObjectRules.rules(),
                        PlatformRules.rules())
                .forEach(all::addAll);
        return List.copyOf(all);
    }

    /** Returns the names of the sections, in their order. */
    public static Set<String> sections() {
        Set<String> sections = new LinkedHashSet<>();
        all().forEach(rule -> sections.add(rule.section()));
        return sections;
    }

    /**
     * Returns the rules of these sections; all when none is named.
     *
     * @throws IllegalArgumentException when there is no such section, naming those there are
     */
    public static List<Rule> only(List<String> sections) {
        for (String section : sections) {
            if (!sections().contains(section)) {
                throw new IllegalArgumentException("there is no section '" + section + "'; there are " + sections());
            }
        }
        return all().stream()
                .filter(rule -> sections.isEmpty() || sections.contains(rule.section()))
                .toList();
    }
}
