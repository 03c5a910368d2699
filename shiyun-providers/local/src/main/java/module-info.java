/** This machine as a cloud. Found by its service; nothing in it is called by name. */
module io.shiyun.provider.local {
    requires com.github.oshi;
    requires io.shiyun.process;
    requires io.shiyun.spi;
    requires jdk.management;
    requires org.slf4j;
    requires static org.jspecify;

    provides io.shiyun.spi.CloudProvider with
            io.shiyun.provider.local.LocalProvider;
}
