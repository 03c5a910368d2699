package io.shiyun.watch.engine;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/** What names a series: a metric and the labels of its subject. */
record SeriesKey(String metric, Map<String, String> subject) {
    SeriesKey {
        subject = Collections.unmodifiableMap(new TreeMap<>(subject));
    }
}
