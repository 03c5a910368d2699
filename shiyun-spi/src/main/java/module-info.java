/** What a cloud can do, and how it says that it could not: the interfaces that providers implement, and the facts that users see. */
module io.shiyun.spi {
    requires static transitive org.jspecify;

    uses io.shiyun.spi.CloudProvider;

    exports io.shiyun.model;
    exports io.shiyun.spi;
}
