package io.shiyun.finops.chargeback;

import io.shiyun.model.Money;
import java.util.List;
import java.util.Objects;

/**
 * What a department costs in a period.
 *
 * @param department its name
 * @param lines its own costs, then its shares
 * @param direct the exact sum of its own
 * @param shared the exact sum of its shares
 */
public record Statement(String department, List<Line> lines, Money direct, Money shared) {
    /**
     * A line of a statement.
     *
     * @param description what it is for
     * @param amount exact
     * @param reckoning how a share came to be; empty for a cost of its own
     */
    public record Line(String description, Money amount, String reckoning) {
        public Line {
            Objects.requireNonNull(description, "description");
            Objects.requireNonNull(amount, "amount");
            Objects.requireNonNull(reckoning, "reckoning");
        }
    }

    public Statement {
        lines = List.copyOf(lines);
    }

    /** Returns the exact sum of all lines. */
    public Money total() {
        return direct.plus(shared);
    }
}
