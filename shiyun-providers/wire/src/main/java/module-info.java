/** What the providers that speak HTTP share: a client, JSON and XML, tables of errors, credentials, signatures. */
module io.shiyun.wire {
    requires com.fasterxml.jackson.core;
    requires io.shiyun.spi;
    requires java.net.http;
    requires java.xml;
    requires org.slf4j;
    requires static transitive org.jspecify;

    exports io.shiyun.wire;
}
