package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Secret;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The worked examples of AWS's own documentation, and what a signature depends on. */
class SigV4Test {
    private static final Instant MAY_24 = Instant.parse("2013-05-24T00:00:00Z");
    private static final SigV4 S3 = SigV4.of(
                    AwsKeys.of("AKIAIOSFODNN7EXAMPLE", "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY"), "us-east-1", "s3")
            .s3();
    private static final SigV4 IAM =
            SigV4.of(AwsKeys.of("AKIDEXAMPLE", "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY"), "us-east-1", "iam");

    @Test
    void exampleOfIam() {
        Request request = Request.get(URI.create("https://iam.amazonaws.com/?Action=ListUsers&Version=2010-05-08"))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");

        Request signed = IAM.sign(request, Instant.parse("2015-08-30T12:36:00Z"));

        assertThat(signed.headers().first("Authorization"))
                .contains("AWS4-HMAC-SHA256 Credential=AKIDEXAMPLE/20150830/us-east-1/iam/aws4_request, "
                        + "SignedHeaders=content-type;host;x-amz-date, "
                        + "Signature=5d672d79c15b13162d9279b0855cfba6789a8edb4c82c400e06b5924a6f2b5d7");
        assertThat(signed.headers().first("X-Amz-Date")).contains("20150830T123600Z");
    }

    @Test
    void examplesOfS3() {
        assertThat(s3(Request.get(bucket("/test.txt")).header("Range", "bytes=0-9")))
                .isEqualTo("f0e8bdb87c964420e857bd35b5d6ed310bd44f0170aba48dd91039c6036bdb41");
        assertThat(s3(Request.get(bucket("/?lifecycle"))))
                .isEqualTo("fea454ca298b7da1c68078a5d1bdbfbbe0d65c699e0f91ac7a200a0136783543");
        assertThat(s3(Request.get(bucket("/?max-keys=2&prefix=J"))))
                .isEqualTo("34b48302e7b5fa45bde8084f4b7868a86f0a534bc59db6670ed5711ef69dc6f7");
        Headers headers =
                Headers.of("Date", "Fri, 24 May 2013 00:00:00 GMT", "x-amz-storage-class", "REDUCED_REDUNDANCY");
        byte[] body = "Welcome to Amazon S3.".getBytes(StandardCharsets.UTF_8);
        assertThat(s3(Request.of("PUT", bucket("/test$file.text"))
                        .body("x", body)
                        .headers(headers)))
                .isEqualTo("98ad721746da40c64f1a55b78f14c238d841ea1380cd77a1b5971af0ece108bd");
    }

    @Test
    void exampleOfASignedAddressOfS3() {
        URI signed = S3.presign(Request.get(bucket("/test.txt")), MAY_24, Duration.ofDays(1));

        assertThat(signed.toString())
                .startsWith("https://examplebucket.s3.amazonaws.com/test.txt?X-Amz-Algorithm=AWS4-HMAC-SHA256&")
                .endsWith("&X-Amz-Signature=aeeed9bbccd4d02ee5c0109b86d86835f995330da4c265957d157751f604d404");
    }

    @Test
    void pathIsEncodedOnceMoreButForS3() {
        assertThat(SigV4Style.PLAIN.path("/a%20b")).isEqualTo("/a%2520b");
        assertThat(SigV4Style.S3.path("/a%20b/../$c")).isEqualTo("/a%20b/../%24c");
        assertThat(SigV4Style.PLAIN.path("")).isEqualTo("/");
        assertThat(SigV4Style.PLAIN.path(null)).isEqualTo("/");
    }

    @Test
    void hostIsSignedWithItsPortUnlessThatIsTheSchemesOwn() {
        String plain = signature(IAM.sign(Request.get(URI.create("https://iam.example/")), MAY_24));

        assertThat(signature(IAM.sign(Request.get(URI.create("https://iam.example:443/")), MAY_24)))
                .isEqualTo(plain);
        assertThat(signature(IAM.sign(Request.get(URI.create("https://iam.example:8443/")), MAY_24)))
                .isNotEqualTo(plain);
    }

    @Test
    void keyOfADayIsNotUsedOnAnother() {
        Request request = Request.get(URI.create("https://iam.example/"));
        String first = signature(IAM.sign(request, MAY_24));

        assertThat(signature(IAM.sign(request, MAY_24.plus(Duration.ofDays(1)))))
                .isNotEqualTo(first);
        assertThat(signature(IAM.sign(request, MAY_24))).isEqualTo(first);
    }

    @Test
    void whatSignsShowsNoSecret() {
        AwsKeys keys = new AwsKeys("AKID", Secret.of("canary-1"), Optional.of(Secret.of("canary-2")));
        SigV4 signer = SigV4.of(keys, "r", "s");
        Request signed = signer.sign(Request.get(URI.create("https://x/?a=b")), MAY_24);

        assertThat(keys + "" + signer + signed + signed.headers() + SigV4Key.derive(Secret.of("canary"), "d", "r", "s"))
                .doesNotContain("canary")
                .doesNotContain("Signature=");
    }

    @Test
    void addressIsValidForAWeekAtMost() {
        Request request = Request.get(bucket("/"));

        assertThatThrownBy(() -> S3.presign(request, MAY_24, Duration.ofDays(8)))
                .hasMessageContaining("7 days");
        assertThatThrownBy(() -> S3.presign(request, MAY_24, Duration.ZERO)).hasMessageContaining("7 days");
    }

    private static String s3(Request request) {
        return signature(S3.sign(request, MAY_24));
    }

    private static String signature(Request signed) {
        String authorization = signed.headers().first("Authorization").orElseThrow();
        return authorization.substring(authorization.indexOf("Signature=") + 10);
    }

    private static URI bucket(String path) {
        return URI.create("https://examplebucket.s3.amazonaws.com" + path);
    }
}
