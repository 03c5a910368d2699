package io.shiyun.provider.aws;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.model.Region;
import io.shiyun.spi.Call;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a launch refers to by name: key pairs and placement groups. Their names follow from their content, so that the same is made
 * once and used by all; they cost nothing and stay.
 */
final class HostHelpers {
    private final AwsClient aws;

    HostHelpers(AwsClient aws) {
        this.aws = aws;
    }

    /** Returns the name of the key pair of this public key. */
    String key(Region region, String publicKey, Call call) {
        String[] parts = publicKey.strip().split("\\s+");
        String name = "shiyun-" + hash(parts.length > 1 ? parts[0] + " " + parts[1] : publicKey.strip());
        Form form = Form.ec2("ImportKeyPair")
                .put("KeyName", name)
                .put("PublicKeyMaterial", publicKey.strip().getBytes(StandardCharsets.UTF_8));
        make(region, form, call);
        return name;
    }

    /** Returns the name of the placement group that keeps its hosts on different machines. */
    String spread(Region region, String word, Call call) {
        String name = "shiyun-" + hash(word);
        make(region, Form.ec2("CreatePlacementGroup").put("GroupName", name).put("Strategy", "spread"), call);
        return name;
    }

    /** There already is well; whatever else keeps it from being made, no host was made. */
    private void make(Region region, Form form, Call call) {
        try {
            aws.ec2(region, form, call);
        } catch (CloudException refusal) {
            if (refusal.reason() == Reason.EXISTS) {
                return;
            }
            if (refusal.certainty() == Certainty.AMBIGUOUS) {
                throw CloudException.of(Certainty.REJECTED, refusal.problem());
            }
            throw refusal;
        }
    }

    static String hash(String text) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, 10);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK has no SHA-256", e);
        }
    }
}
