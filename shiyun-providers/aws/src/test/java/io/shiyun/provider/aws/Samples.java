package io.shiyun.provider.aws;

import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.Shape;
import io.shiyun.spi.HostOrder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Orders that the stand-in can carry out. */
final class Samples {
    private Samples() {}

    static HostOrder.Builder order(Region region) {
        return HostOrder.builder(region, "sample", new Shape("t3.micro"), image(region));
    }

    /** The id of the stand-in's Debian image for x86-64, the same at every start. */
    static ImageId image(Region region) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest((region.name() + "/debian-12-amd64-20241004-1890").getBytes(StandardCharsets.UTF_8));
            return new ImageId(region, "ami-" + HexFormat.of().formatHex(hash).substring(0, 17));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
