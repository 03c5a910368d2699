/** Series, detectors and rules: pure state machines without input, output or threads. */
module io.shiyun.metrics {
    requires static transitive org.jspecify;

    exports io.shiyun.metrics;
}
