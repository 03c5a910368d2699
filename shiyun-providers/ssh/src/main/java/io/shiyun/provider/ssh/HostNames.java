package io.shiyun.provider.ssh;

/** Names of hosts. */
final class HostNames {
    private HostNames() {}

    static void check(String name) {
        if (!name.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,62}")) {
            String clean = name.replaceAll("\\p{Cntrl}", "?");
            throw Problems.invalid(
                    "the name '" + (clean.length() > 80 ? clean.substring(0, 80) + "..." : clean)
                            + "' is not 1 to 63 letters, digits, dots, hyphens and underscores that begin with a letter or digit");
        }
    }
}
