package io.shiyun.prometheus;

/** Names as Prometheus 2 allows them: anything else becomes an underscore, {@code cpu.used} being {@code cpu_used}. */
final class Names {
    private Names() {}

    static String metric(String name) {
        return clean(name, true);
    }

    static String label(String name) {
        return clean(name, false);
    }

    private static String clean(String name, boolean colon) {
        StringBuilder clean = new StringBuilder(name.length() + 1);
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || (colon && c == ':');
            boolean digit = c >= '0' && c <= '9';
            if (digit && i == 0) {
                clean.append('_');
            }
            clean.append(letter || digit ? c : '_');
        }
        return clean.isEmpty() ? "_" : clean.toString();
    }
}
