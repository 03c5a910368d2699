/** Amazon Web Services as a cloud. Found by its service; nothing in it is called by name. */
module io.shiyun.provider.aws {
    requires io.shiyun.spi;
    requires io.shiyun.wire;
    requires static org.jspecify;

    provides io.shiyun.spi.CloudProvider with
            io.shiyun.provider.aws.AwsProvider;
}
