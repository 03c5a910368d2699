package io.shiyun.spi;

import io.shiyun.model.Charge;

/**
 * The bill (费用).
 */
public interface Costs extends CloudService {
    /**
     * Lists the rows of the bill, as FOCUS has them. Later days may still change; a page says nothing of days
     * that are not billed yet.
     */
    Page<Charge> charges(ChargeQuery query, Cursor from, Call call);
}
