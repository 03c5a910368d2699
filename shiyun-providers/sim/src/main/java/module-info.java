/** A cloud in memory, with virtual time and a switch for every fault. */
module io.shiyun.provider.sim {
    requires static transitive org.jspecify;
    requires transitive io.shiyun.spi;

    exports io.shiyun.provider.sim;

    provides io.shiyun.spi.CloudProvider with
            io.shiyun.provider.sim.SimProvider;
}
