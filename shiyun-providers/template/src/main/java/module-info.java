/** The smallest provider that keeps the contract: four operations of hosts over HTTP. A provider is begun as a copy of it. */
module io.shiyun.provider.template {
    requires io.shiyun.spi;
    requires io.shiyun.wire;
    requires static transitive org.jspecify;

    provides io.shiyun.spi.CloudProvider with
            io.shiyun.provider.template.TemplateProvider;
}
