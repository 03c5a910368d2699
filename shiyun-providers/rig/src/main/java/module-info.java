/** A loopback server that misbehaves on purpose, for the tests of providers that speak HTTP. */
module io.shiyun.wire.rig {
    requires static transitive org.jspecify;

    exports io.shiyun.wire.rig;
}
