/** The front door to all clouds. Besides it, the rooms whose reports users read are open; the others may change without notice. */
module io.shiyun.core {
    requires com.github.benmanes.caffeine;
    requires io.github.resilience4j.bulkhead;
    requires io.github.resilience4j.circuitbreaker;
    requires io.github.resilience4j.core;
    requires io.github.resilience4j.ratelimiter;
    requires java.sql;
    requires org.slf4j;
    requires org.xerial.sqlitejdbc;
    requires static transitive org.jspecify;
    requires transitive io.shiyun.metrics;
    requires transitive io.shiyun.spi;

    exports io.shiyun;
    exports io.shiyun.cost;
    exports io.shiyun.file;
    exports io.shiyun.offer;
    exports io.shiyun.scale;
    exports io.shiyun.watch;
}
