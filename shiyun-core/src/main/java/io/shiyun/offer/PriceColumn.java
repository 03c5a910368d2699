package io.shiyun.offer;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/** The columns of a price file. */
enum PriceColumn {
    PROVIDER,
    REGION,
    ZONE,
    INSTANCE_TYPE,
    LAYER,
    VCPU,
    MEMORY_GIB,
    DISK_GIB,
    ARCH,
    GPU_MODEL,
    GPU_COUNT,
    OS,
    PURCHASE_OPTION,
    TERM_MONTHS,
    PRICE_PER_HOUR,
    PRICE,
    PER,
    CURRENCY,
    STOCK,
    RESTRICTION,
    AS_OF,
    SOURCE;

    static final Map<String, PriceColumn> BY_NAME = new HashMap<>();

    static {
        for (PriceColumn column : values()) {
            BY_NAME.put(column.header(), column);
        }
    }

    String header() {
        return name().toLowerCase(Locale.ROOT);
    }
}
