package io.shiyun.spi;

import io.shiyun.model.Alarm;
import io.shiyun.model.AlertId;
import io.shiyun.model.Region;

/**
 * A cloud's own alarm rules (告警). The rules that this library evaluates by itself are core's.
 */
public interface Alerts extends CloudService {
    /**
     * Makes the rule of this name so.
     */
    Alarm put(AlarmOrder order, Call call);

    /**
     * Lists rules with their states.
     */
    Page<Alarm> list(Region region, Cursor from, Call call);

    /**
     * Returns the rule. NOT_FOUND when there is none.
     */
    default Alarm get(AlertId id, Call call) {
        throw Unsupported.operation("Alerts", "get");
    }

    /**
     * Deletes the rule; gone already is done.
     */
    void delete(AlertId id, Call call);
}
