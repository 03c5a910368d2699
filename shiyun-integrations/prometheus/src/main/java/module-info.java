/** Prometheus: a client of its query API, a receiver and a sender of its remote write. */
module io.shiyun.prometheus {
    requires io.shiyun.wire;
    requires jdk.httpserver;
    requires org.slf4j;
    requires static transitive org.jspecify;
    requires transitive io.shiyun.core;

    exports io.shiyun.prometheus;
}
