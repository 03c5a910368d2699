package io.shiyun.finops.focus;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * How a bill that is not FOCUS becomes FOCUS: a table beside this class, one line a column. {@code needs} names the
 * columns by which the bill is known, {@code money} the one whose sum is the bill's total.
 */
record BillMapping(String name, String title, List<String> needs, String money, Map<String, String> columns) {
    private static final List<BillMapping> ALL = loadAll();

    /** Returns the mapping for a header, or null; of two that fit, the file's name tells amortised from actual. */
    static @Nullable BillMapping of(List<String> header, String file) {
        Set<String> names = header.stream().map(RawRow::folded).collect(Collectors.toSet());
        boolean amortised = file.toLowerCase(Locale.ROOT).contains("amorti");
        if (names.contains(RawRow.folded(FocusColumn.BILLED_COST.header()))) {
            return null;
        }
        BillMapping found = null;
        for (BillMapping mapping : ALL) {
            if (mapping.needs.stream().allMatch(need -> fits(need, names))
                    && (found == null
                            || (amortised && mapping.name.contains("amortised") && !found.name.contains("amort")))) {
                found = mapping;
            }
        }
        return found;
    }

    /** A need may have several names. */
    private static boolean fits(String need, Set<String> names) {
        return Arrays.stream(need.split("\\|")).map(RawRow::folded).anyMatch(names::contains);
    }

    /** Returns a mapping by its name. */
    static BillMapping named(String name) {
        return ALL.stream()
                .filter(mapping -> mapping.name.equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No bill is called " + name + "; there are "
                        + ALL.stream().map(BillMapping::name).collect(Collectors.joining(", "))));
    }

    static List<BillMapping> all() {
        return ALL;
    }

    private static List<BillMapping> loadAll() {
        List<BillMapping> all = new ArrayList<>();
        for (String[] row : ResourceTable.read("bills/index.csv")) {
            all.add(load(row[0], row[1]));
        }
        return List.copyOf(all);
    }

    private static BillMapping load(String name, String title) {
        List<String> needs = List.of();
        String money = "";
        Map<String, String> columns = new LinkedHashMap<>();
        for (String line : ResourceTable.lines("bills/" + name + ".bill")) {
            if (line.startsWith("needs ")) {
                needs = List.of(line.substring(6).strip().split("\\s*;\\s*"));
            } else if (line.startsWith("money ")) {
                money = line.substring(6).strip();
            } else {
                int equals = line.indexOf(" = ");
                columns.put(
                        line.substring(0, equals).strip(),
                        line.substring(equals + 3).strip());
            }
        }
        return new BillMapping(name, title, needs, money, columns);
    }
}
