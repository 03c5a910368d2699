package io.shiyun.provider.ssh;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Names like {@code web[01:10].example} or {@code db-[a:c]}, which stand for many. */
final class Ranges {
    private static final Pattern RANGE = Pattern.compile("\\[(\\d+|[A-Za-z]):(\\d+|[A-Za-z])(?::(\\d+))?]");
    private static final int MOST = 10_000;

    private Ranges() {}

    static List<String> spread(String name, Consumer<String> fault) {
        Matcher range = RANGE.matcher(name);
        if (!range.find()) {
            return List.of(name);
        }
        String head = name.substring(0, range.start());
        String tail = name.substring(range.end());
        List<String> values = values(range.group(1), range.group(2), range.group(3) == null ? "1" : range.group(3));
        List<String> rest = spread(tail, fault);
        if (values.isEmpty() || (long) values.size() * rest.size() > MOST) {
            fault.accept("the range of '" + name + "' is empty or stands for more than " + MOST + " machines");
            return List.of();
        }
        List<String> names = new ArrayList<>();
        for (String value : values) {
            rest.forEach(end -> names.add(head + value + end));
        }
        return names;
    }

    private static List<String> values(String first, String last, String step) {
        boolean digits = Character.isDigit(first.charAt(0));
        if (digits != Character.isDigit(last.charAt(0))
                || first.length() > 9
                || last.length() > 9
                || step.length() > 9) {
            return List.of();
        }
        int from = digits ? Integer.parseInt(first) : first.charAt(0);
        int to = digits ? Integer.parseInt(last) : last.charAt(0);
        int by = Math.max(1, Integer.parseInt(step));
        List<String> values = new ArrayList<>();
        for (long i = from; i <= to && values.size() <= MOST; i += by) {
            String text = digits ? Long.toString(i) : String.valueOf((char) i);
            values.add("0".repeat(Math.max(0, first.length() - text.length())) + text);
        }
        return values;
    }
}
