/** What a cloud can do, and how it says that it could not: the interfaces that providers implement, and the facts that users see. */
module io.shiyun.spi {
    requires static transitive org.jspecify;

    exports io.shiyun.model;
    exports io.shiyun.spi;
}
