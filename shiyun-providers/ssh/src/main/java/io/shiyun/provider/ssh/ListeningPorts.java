package io.shiyun.provider.ssh;

import java.util.HashSet;
import java.util.Set;

/** The TCP ports that are listened on, out of {@code /proc/net/tcp}; see proc(5). */
final class ListeningPorts {
    private static final String LISTENING = "0A";

    private ListeningPorts() {}

    static Set<Integer> parse(String table) {
        Set<Integer> ports = new HashSet<>();
        for (String line : table.lines().toList()) {
            String[] words = line.strip().split("\\s+");
            if (words.length > 3 && words[3].equals(LISTENING) && words[1].matches("[0-9A-Fa-f]+:[0-9A-Fa-f]{4}")) {
                ports.add(Integer.parseInt(words[1].substring(words[1].indexOf(':') + 1), 16));
            }
        }
        return ports;
    }
}
