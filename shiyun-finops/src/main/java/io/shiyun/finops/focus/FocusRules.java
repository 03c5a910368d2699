package io.shiyun.finops.focus;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Checks a file against the rules of FOCUS 1.2, those of its requirements model. All that a rule asks of a row are bits:
 * of a field by itself, found once for each distinct text, and across fields. Rows with the same bits have the same
 * verdicts, so rules are asked once for each distinct row of bits, which are few.
 *
 * <p>Where a rule rests on what no row shows, the part of it that rows do show is checked: that an amount has a currency
 * is checked, that it is the right one is not. A product of price and quantity may be off by one part in 1e9.
 */
public final class FocusRules {
    private static final int MAX_KNOWN = 1 << 12;

    private static final Map<String, Rule> RULES = Rule.load();

    private final Map<String, Rule> rules = RULES;
    private final List<Rule> rowRules =
            rules.values().stream().filter(rule -> rule.check != null).toList();

    private FocusRules() {}

    /**
     * Checks a file.
     *
     * @throws UncheckedIOException if the file cannot be read
     */
    public static RuleReport check(Path file) {
        try (InputStream in = Files.newInputStream(file)) {
            return check(String.valueOf(file.getFileName()), in);
        } catch (IOException e) {
            throw new UncheckedIOException(file + " cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Checks a file that is open already and stays so.
     *
     * @throws UncheckedIOException if the file cannot be read to its end
     */
    public static RuleReport check(String name, InputStream in) {
        try {
            return new FocusRules().run(name, in);
        } catch (IOException e) {
            throw new UncheckedIOException(name + " cannot be read to its end: " + e.getMessage(), e);
        }
    }

    private RuleReport run(String name, InputStream in) throws IOException {
        FocusOptions options = FocusOptions.defaults();
        Faults faults = new Faults(name, options.maxFaults());
        CsvTokenizer tokenizer = new CsvTokenizer(options.unpacked(in), options.maxRowBytes(), faults);
        List<String> header = tokenizer.header();
        Map<FocusColumn, Integer> fields = new EnumMap<>(FocusColumn.class);
        for (int field = 0; field < header.size(); field++) {
            FocusColumn column = FocusColumn.ofHeader(header.get(field));
            if (column != null) {
                fields.putIfAbsent(column, field);
            }
        }
        Tally tally = new Tally(rowRules.size());
        RuleRows rows = new RuleRows(fields);
        CsvBlock block = new CsvBlock();
        long count = 0;
        while (!faults.stopped() && tokenizer.read(block)) {
            rows.read(block);
            for (int row = 0; row < block.rows; row++) {
                tally.add(rows.facts, row * RuleColumn.WIDTH, rows.cross[row], block.lines[row]);
            }
            count += block.rows;
        }
        tally.finish();
        return new RuleReport(name, count, verdicts(header, fields.keySet(), tally), faults.errors());
    }

    private List<RuleVerdict> verdicts(List<String> header, Set<FocusColumn> present, Tally tally) {
        Map<String, RuleVerdict> verdicts = new HashMap<>();
        for (int i = 0; i < rowRules.size(); i++) {
            Rule rule = rowRules.get(i);
            verdicts.put(rule.id, verdict(rule, present, tally.broken[i], tally.first[i]));
        }
        for (Rule rule : rules.values()) {
            if (rule.reason != null) {
                verdicts.put(rule.id, state(rule, RuleVerdict.State.UNCHECKED, 0, 0));
            } else if (rule.present != null) {
                verdicts.put(rule.id, verdict(rule, Set.of(), present.contains(rule.present) ? 0 : 1, 1));
            } else if (rule.header != null) {
                verdicts.put(rule.id, verdict(rule, Set.of(), HeaderRules.keeps(rule.header, header) ? 0 : 1, 1));
            }
        }
        List<RuleVerdict> all = new ArrayList<>();
        rules.values().forEach(rule -> all.add(composed(rule, verdicts)));
        return all;
    }

    /** A rule made of others is broken if one of them is, and absent if all that can be checked are. */
    private RuleVerdict composed(Rule rule, Map<String, RuleVerdict> verdicts) {
        RuleVerdict known = verdicts.get(rule.id);
        if (known != null) {
            return known;
        }
        long rows = 0;
        long first = Long.MAX_VALUE;
        boolean absent = true;
        for (String id : rule.parts) {
            Rule part = rules.get(id);
            if (part == null) {
                throw new IllegalStateException(rule.id + " names a rule that is not there: " + id);
            }
            RuleVerdict verdict = composed(part, verdicts);
            absent &= verdict.state() == RuleVerdict.State.ABSENT || verdict.state() == RuleVerdict.State.UNCHECKED;
            // What only should be does not break what must be.
            if (verdict.state() == RuleVerdict.State.BROKEN
                    && (!verdict.level().equals("SHOULD") || rule.level.equals("SHOULD"))) {
                rows = Math.max(rows, verdict.rows());
                first = Math.min(first, verdict.firstLine());
            }
        }
        RuleVerdict verdict = rows > 0
                ? state(rule, RuleVerdict.State.BROKEN, rows, first)
                : state(rule, absent ? RuleVerdict.State.ABSENT : RuleVerdict.State.KEPT, 0, 0);
        verdicts.put(rule.id, verdict);
        return verdict;
    }

    private static RuleVerdict verdict(Rule rule, Set<FocusColumn> present, long broken, long first) {
        FocusColumn own = FocusColumn.ofHeader(rule.id.substring(0, rule.id.indexOf('-')));
        if (own != null && rule.check != null && !present.contains(own)) {
            return state(rule, RuleVerdict.State.ABSENT, 0, 0);
        }
        return broken > 0
                ? state(rule, RuleVerdict.State.BROKEN, broken, first)
                : state(rule, RuleVerdict.State.KEPT, 0, 0);
    }

    private static RuleVerdict state(Rule rule, RuleVerdict.State state, long rows, long first) {
        return new RuleVerdict(rule.id, rule.level, state, rows, first, rule.reason);
    }

    /** Counts rows by their bits, and asks the rules of each distinct row of bits once. */
    private final class Tally {
        private final long[] broken;
        private final long[] first;
        private final Known[] known = new Known[MAX_KNOWN * 2];
        private int distinct;

        Tally(int size) {
            broken = new long[size];
            first = new long[size];
            Arrays.fill(first, Long.MAX_VALUE);
        }

        void add(long[] facts, int from, long cross, long line) {
            long hash = cross * 0x9E3779B97F4A7C15L;
            for (int i = 0; i < RuleColumn.WIDTH; i++) {
                hash = (hash ^ facts[from + i]) * 0xD6E8FEB86659FD93L;
                hash ^= hash >>> 32;
            }
            int at = (int) hash & (known.length - 1);
            Known found = known[at];
            while (found != null && !found.is(hash, facts, from, cross)) {
                at = (at + 1) & (known.length - 1);
                found = known[at];
            }
            if (found == null) {
                found = new Known(hash, Arrays.copyOfRange(facts, from, from + RuleColumn.WIDTH), cross, line);
                if (distinct < MAX_KNOWN) {
                    known[at] = found;
                    distinct++;
                } else {
                    found.rows = 1;
                    settle(found);
                    return;
                }
            }
            found.rows++;
        }

        void finish() {
            for (Known row : known) {
                if (row != null) {
                    settle(row);
                }
            }
        }

        private void settle(Known row) {
            for (int i = 0; i < rowRules.size(); i++) {
                Rule rule = rowRules.get(i);
                Rule.Test check = rule.check;
                if (check != null && rule.condition.test(row.facts, row.cross) && !check.test(row.facts, row.cross)) {
                    broken[i] += row.rows;
                    first[i] = Math.min(first[i], row.line);
                }
            }
        }
    }

    /** A row of bits, and how many rows had it. */
    private static final class Known {
        private final long hash;
        private final long[] facts;
        private final long cross;
        private final long line;
        private long rows;

        Known(long hash, long[] facts, long cross, long line) {
            this.hash = hash;
            this.facts = facts;
            this.cross = cross;
            this.line = line;
        }

        boolean is(long otherHash, long[] other, int from, long otherCross) {
            return hash == otherHash
                    && cross == otherCross
                    && Arrays.equals(facts, 0, facts.length, other, from, from + facts.length);
        }
    }
}
