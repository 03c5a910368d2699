package io.shiyun.wire;

import io.shiyun.model.Certainty;
import io.shiyun.model.Reason;
import io.shiyun.model.Scope;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A row of an {@link ErrorTable}. */
record ErrorRow(
        String code,
        String status,
        String message,
        Reason reason,
        Scope scope,
        Optional<Duration> pause,
        @Nullable Certainty certainty) {
    private static final String ANY = "*";

    static ErrorRow parse(String line, String where) {
        List<String> cells = List.of(line.split("\t+"));
        if (cells.size() < 4 || cells.size() > 7) {
            throw new IllegalStateException(
                    where + " has " + cells.size()
                            + " columns; it needs code, status, message and reason, then maybe scope, wait and certainty, separated by tabs");
        }
        String status = cells.get(1);
        if (!status.equals(ANY) && !status.matches("[1-5]([0-9][0-9]|xx)")) {
            throw new IllegalStateException(where + " has the status '" + status + "'; it is 404, 5xx or *");
        }
        Certainty certainty = cells.size() > 6 ? constant(Certainty.class, cells.get(6), where) : null;
        if (certainty == Certainty.NOT_SENT) {
            throw new IllegalStateException(where + " says NOT_SENT of what a cloud answered");
        }
        return new ErrorRow(
                cells.get(0),
                status,
                cells.get(2).toLowerCase(Locale.ROOT),
                constant(Reason.class, cells.get(3), where),
                cells.size() > 4 ? constant(Scope.class, cells.get(4), where) : Scope.REQUEST,
                cells.size() > 5 ? pause(cells.get(5), where) : Optional.empty(),
                certainty);
    }

    private static Optional<Duration> pause(String cell, String where) {
        if (cell.equals("-")) {
            return Optional.empty();
        }
        if (!cell.matches("[0-9]{1,4}")) {
            throw new IllegalStateException(where + " waits '" + cell + "'; it is a whole number of seconds or -");
        }
        return Optional.of(Duration.ofSeconds(Integer.parseInt(cell)));
    }

    private static <E extends Enum<E>> E constant(Class<E> type, String cell, String where) {
        try {
            return Enum.valueOf(type, cell);
        } catch (IllegalArgumentException e) {
            throw new IllegalStateException(
                    where + " has '" + cell + "', which is no " + type.getSimpleName() + "; there are "
                            + List.of(type.getEnumConstants()),
                    e);
        }
    }

    /** Exact codes before beginnings, longer beginnings before shorter ones, any code last. */
    int rank() {
        return code.equals(ANY) ? 0 : code.endsWith(ANY) ? code.length() : Integer.MAX_VALUE;
    }

    boolean sameConditions(ErrorRow other) {
        return code.equals(other.code) && status.equals(other.status) && message.equals(other.message);
    }

    boolean matches(int actualStatus, String actualCode, String actualMessage) {
        return codeMatches(actualCode) && statusMatches(actualStatus) && messageMatches(actualMessage);
    }

    ErrorTable.Meaning meaning(int actualStatus) {
        Certainty certain = switch (reason) {
            case UNAVAILABLE, TIMEOUT, UNKNOWN -> HttpStatus.certainty(actualStatus);
            default -> Certainty.REJECTED;
        };
        return new ErrorTable.Meaning(reason, scope, pause, certainty == null ? certain : certainty, true);
    }

    private boolean codeMatches(String actual) {
        return code.endsWith(ANY) ? actual.startsWith(code.substring(0, code.length() - 1)) : actual.equals(code);
    }

    private boolean statusMatches(int actual) {
        return status.equals(ANY)
                || (status.endsWith("xx") ? actual / 100 == status.charAt(0) - '0' : status.equals("" + actual));
    }

    private boolean messageMatches(String actual) {
        if (message.equals(ANY)) {
            return true;
        }
        String text = actual.toLowerCase(Locale.ROOT);
        int from = 0;
        for (String part : message.split("\\*")) {
            int at = text.indexOf(part, from);
            if (at < 0) {
                return false;
            }
            from = at + part.length();
        }
        return true;
    }
}
