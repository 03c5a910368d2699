package io.shiyun.spi;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Finds settings that are missing or misspelt before a provider is asked to connect. */
public final class SettingCheck {
    private SettingCheck() {}

    /**
     * Returns a sentence for each fault: a required setting that is missing, with the environment variable that could hold
     * it, and a key that the provider does not read, with the one that was probably meant.
     *
     * @param provider whose settings they are
     * @param given the keys that were given
     * @param environmentPrefix what the user's environment variables begin with; empty for none
     */
    public static List<String> faults(CloudProvider provider, Set<String> given, String environmentPrefix) {
        List<String> faults = new ArrayList<>();
        List<String> known = provider.settings().stream().map(Setting::key).toList();
        for (String key : given.stream().sorted().toList()) {
            if (!known.contains(key)) {
                String near = nearest(key, known);
                faults.add("the setting '" + key + "' is unknown to provider '" + provider.id() + "'"
                        + (near == null ? "; it reads " + known : "; did you mean '" + near + "'?"));
            }
        }
        for (Setting setting : provider.settings()) {
            if (setting.required() && !given.contains(setting.key())) {
                faults.add("the setting '" + setting.key() + "' (" + setting.meaning() + ") is missing; give it"
                        + (setting.environment().isEmpty()
                                ? ""
                                : " or set the environment variable " + environmentPrefix + setting.environment()));
            }
        }
        return faults;
    }

    private static @Nullable String nearest(String key, Collection<String> known) {
        String best = null;
        int least = Math.max(2, key.length() / 3) + 1;
        for (String candidate : known) {
            int distance = distance(key, candidate);
            if (distance < least) {
                least = distance;
                best = candidate;
            }
        }
        return best;
    }

    /** Returns how many letters must be added, removed or changed to turn one word into the other (Levenshtein). */
    private static int distance(String from, String to) {
        int[] row = new int[to.length() + 1];
        for (int j = 0; j <= to.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= from.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= to.length(); j++) {
                int changed = diagonal + (from.charAt(i - 1) == to.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(changed, Math.min(row[j], row[j - 1]) + 1);
            }
        }
        return row[to.length()];
    }
}
