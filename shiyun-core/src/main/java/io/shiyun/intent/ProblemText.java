package io.shiyun.intent;

import io.shiyun.model.Problem;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads a problem back from the words of the journal, which are those of {@link Problem#toString()}. */
final class ProblemText {
    private static final Pattern WORDS = Pattern.compile("([A-Z_]+)(?: \\(([A-Z]+)\\))?: (.*)", Pattern.DOTALL);

    private ProblemText() {}

    static String write(Problem problem) {
        return problem.toString();
    }

    /** Reason and scope are exact; code and request id stay in the message. */
    static Problem read(String words) {
        Matcher matcher = WORDS.matcher(words);
        if (!matcher.matches()) {
            return Problem.of(Reason.UNKNOWN, words);
        }
        String scope = matcher.group(2);
        return new Problem(
                named(Reason.values(), matcher.group(1), Reason.UNKNOWN),
                scope == null ? Scope.REQUEST : named(Scope.values(), scope, Scope.REQUEST),
                matcher.group(3),
                "",
                "");
    }

    private static <E extends Enum<E>> E named(E[] values, String name, E otherwise) {
        for (E value : values) {
            if (value.name().equals(name)) {
                return value;
            }
        }
        return otherwise;
    }
}
