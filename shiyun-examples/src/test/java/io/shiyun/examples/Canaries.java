package io.shiyun.examples;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Secrets that can be told from everything else, and the search for them in any of the usual writings. */
final class Canaries {
    static final String SETTING = "canary-setting-8c1f03";
    static final String APP_SECRET = "canary-app-secret-51d0aa";
    static final String APP_FILE = "canary-app-file-e93b77";
    static final String USER_DATA = "canary-user-data-2f6c19";
    static final String HEADER = "canary-header-b7e448";
    static final String ADDRESS = "canary-address-06fd5e";

    private static final List<String> ALL = List.of(SETTING, APP_SECRET, APP_FILE, USER_DATA, HEADER, ADDRESS);
    private static final Map<String, String> WRITINGS = writings();

    private Canaries() {}

    /** Returns what is found of them in a text, each with how it is written there. */
    static List<String> in(String text) {
        String lower = text.toLowerCase(java.util.Locale.ROOT);
        List<String> found = new ArrayList<>();
        WRITINGS.forEach((writing, what) -> {
            if (text.contains(writing) || lower.contains(writing)) {
                found.add(what);
            }
        });
        return found;
    }

    /** As {@link #in(String)}, byte by byte. */
    static List<String> in(byte[] bytes) {
        List<String> found = new ArrayList<>(in(new String(bytes, StandardCharsets.ISO_8859_1)));
        found.addAll(in(new String(bytes, StandardCharsets.UTF_16LE)));
        return found;
    }

    private static Map<String, String> writings() {
        Map<String, String> all = new TreeMap<>();
        for (String canary : ALL) {
            byte[] bytes = canary.getBytes(StandardCharsets.UTF_8);
            all.put(canary, canary);
            all.put(new StringBuilder(canary).reverse().toString(), canary + " backwards");
            all.put(HexFormat.of().formatHex(bytes), canary + " in hexadecimal");
            for (int shift = 0; shift < 3; shift++) {
                byte[] shifted = new byte[shift + bytes.length];
                System.arraycopy(bytes, 0, shifted, shift, bytes.length);
                String text = Base64.getEncoder().withoutPadding().encodeToString(shifted);
                all.put(
                        text.substring(4, text.length() - 4),
                        canary + " in base64"); // the ends hold bits of neighbours
            }
        }
        return Map.copyOf(all);
    }
}
