package io.shiyun.finops.anomaly;

import java.math.BigDecimal;
import java.util.Objects;

/**
 * How one member of a dimension moved, such as one service.
 *
 * @param member its value; the empty text is no value
 * @param kind what kind of change it is
 * @param usual what it usually costs on such days, by the days before
 * @param actual what it cost, exact
 */
public record Move(String member, Kind kind, BigDecimal usual, BigDecimal actual) {
    /** What kind of change a move is. */
    public enum Kind {
        /** It cost nothing before. */
        NEW,
        /** It costs nothing now. */
        VANISHED,
        /** It costs more. */
        ROSE,
        /** It costs less. */
        FELL
    }

    public Move {
        Objects.requireNonNull(member, "member");
        Objects.requireNonNull(kind, "kind");
    }

    /** Returns by how much it moved; negative when it costs less. */
    public BigDecimal change() {
        return actual.subtract(usual);
    }

    @Override
    public String toString() {
        return (member.isEmpty() ? "(none)" : member) + " "
                + switch (kind) {
                    case NEW -> "is new with ";
                    case VANISHED -> "vanished with ";
                    case ROSE, FELL -> "";
                }
                + (change().signum() > 0 ? "+" : "") + change().toPlainString();
    }
}
