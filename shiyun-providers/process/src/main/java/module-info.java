/**
 * Supervised operating-system processes, and apps made of them, shared by the providers that run apps on machines: this one or
 * others.
 */
module io.shiyun.process {
    requires transitive io.shiyun.spi;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.shiyun.process;
    exports io.shiyun.process.apps;
}
