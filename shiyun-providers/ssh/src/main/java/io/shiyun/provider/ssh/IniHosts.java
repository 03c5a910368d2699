package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Machines in the common inventory form: sections {@code [group]}, {@code [group:vars]} and {@code [group:children]}; a line of a
 * group is a machine with {@code key=value} words, and {@code web[01:10]} stands for ten. A machine's own words win over those of
 * its group, these over those of the group around it, and {@code all} comes last. Each group a machine is in is told by a tag
 * {@code group.NAME}.
 */
final class IniHosts {
    private enum Kind {
        HOSTS,
        VARS,
        CHILDREN
    }

    private static final String ALL = "all";
    private static final int DEEPEST = 16;

    private final LineFaults faults;
    private final Map<String, Row> rows = new LinkedHashMap<>();
    private final Map<String, Set<String>> members = new LinkedHashMap<>();
    private final Map<String, Map<String, Row.Word>> vars = new LinkedHashMap<>();
    private final Map<String, List<Row.Word>> children = new LinkedHashMap<>();

    private IniHosts(LineFaults faults) {
        this.faults = faults;
    }

    static List<Row> read(List<String> lines, LineFaults faults) {
        IniHosts file = new IniHosts(faults);
        file.lines(lines);
        file.spread();
        return List.copyOf(file.rows.values());
    }

    private void lines(List<String> lines) {
        String group = "ungrouped";
        Kind kind = Kind.HOSTS;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i);
            String text = line.strip();
            if (text.isEmpty() || text.startsWith("#") || text.startsWith(";")) {
                continue;
            }
            int column = line.indexOf(text) + 1;
            if (text.startsWith("[")) {
                int end = text.indexOf(']');
                String rest = end < 0 ? "" : text.substring(end + 1).strip();
                if (end < 2 || !(rest.isEmpty() || rest.startsWith("#") || rest.startsWith(";"))) {
                    faults.add(i + 1, column, "a section is a line like [group]");
                    continue;
                }
                String[] title = text.substring(1, end).strip().split(":", 2);
                group = title[0].strip();
                kind = kind(title.length == 1 ? "" : title[1].strip(), i + 1, column);
                members.computeIfAbsent(group, name -> new LinkedHashSet<>());
            } else if (kind == Kind.VARS) {
                variable(group, text, i + 1, column);
            } else if (kind == Kind.CHILDREN) {
                children.computeIfAbsent(group, name -> new ArrayList<>())
                        .add(new Row.Word(text.split("\\s")[0], i + 1, column));
            } else {
                host(group, line, i + 1);
            }
        }
    }

    private Kind kind(String word, int line, int column) {
        return switch (word) {
            case "" -> Kind.HOSTS;
            case "vars" -> Kind.VARS;
            case "children" -> Kind.CHILDREN;
            default -> {
                faults.add(line, column, "a section ends in ':vars' or ':children', not in ':" + word + "'");
                yield Kind.VARS;
            }
        };
    }

    private void variable(String group, String text, int line, int column) {
        int equals = text.indexOf('=');
        if (equals < 1) {
            faults.add(line, column, "a variable is a line like key=value");
            return;
        }
        String value = text.substring(equals + 1).strip();
        List<String> words;
        try {
            words = Words.split(value);
        } catch (IllegalArgumentException open) {
            faults.add(line, column + equals + 1, String.valueOf(open.getMessage()));
            return;
        }
        vars.computeIfAbsent(group, name -> new LinkedHashMap<>())
                .put(
                        text.substring(0, equals).strip(),
                        new Row.Word(words.size() == 1 ? words.get(0) : value, line, column + equals + 1));
    }

    private void host(String group, String line, int number) {
        List<Words.Part> parts;
        try {
            parts = Words.parts(line);
        } catch (IllegalArgumentException open) {
            faults.add(number, 1, String.valueOf(open.getMessage()));
            return;
        }
        Words.Part first = parts.get(0);
        for (String name : Ranges.spread(first.word(), problem -> faults.add(number, first.column(), problem))) {
            Row row = rows.computeIfAbsent(name, key -> new Row(new Row.Word(key, number, first.column())));
            members.computeIfAbsent(group, key -> new LinkedHashSet<>()).add(name);
            for (Words.Part part : parts.subList(1, parts.size())) {
                int equals = part.word().indexOf('=');
                if (equals < 1) {
                    faults.add(number, part.column(), "'" + part.word() + "' is not like key=value");
                } else {
                    row.put(
                            part.word().substring(0, equals),
                            new Row.Word(part.word().substring(equals + 1), number, part.column()));
                }
            }
        }
    }

    /** Hands the variables of groups to their machines, those of inner groups first. */
    private void spread() {
        for (Map.Entry<String, List<Row.Word>> each : children.entrySet()) {
            for (Row.Word child : each.getValue()) {
                if (!members.containsKey(child.text()) && !children.containsKey(child.text())) {
                    faults.add(child, "there is no group '" + child.text() + "'");
                }
            }
        }
        for (Row row : rows.values()) {
            Set<String> around = new LinkedHashSet<>();
            members.forEach((group, names) -> {
                if (names.contains(row.name().text())) {
                    around.add(group);
                }
            });
            for (int depth = 0; depth < DEEPEST && grow(around); depth++) {
                continue;
            }
            around.remove(ALL);
            for (String group : around) {
                vars.getOrDefault(group, Map.of()).forEach(row::putIfAbsent);
                if (!group.equals("ungrouped")) {
                    row.putIfAbsent(
                            "tag.group." + group,
                            new Row.Word("true", row.name().line(), 1));
                }
            }
            vars.getOrDefault(ALL, Map.of()).forEach(row::putIfAbsent);
        }
    }

    /** Adds the groups around these; returns whether there were any. */
    private boolean grow(Set<String> groups) {
        int before = groups.size();
        for (String group : List.copyOf(groups)) {
            children.forEach((parent, inner) -> {
                if (inner.stream().anyMatch(child -> child.text().equals(group))) {
                    groups.add(parent);
                }
            });
        }
        return groups.size() > before;
    }
}
