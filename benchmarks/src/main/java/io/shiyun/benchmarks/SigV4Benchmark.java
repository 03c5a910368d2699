package io.shiyun.benchmarks;

import io.shiyun.wire.AwsKeys;
import io.shiyun.wire.Request;
import io.shiyun.wire.SigV4;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignRequest;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/**
 * Signing by AWS Signature Version 4 of two requests that providers send: a form of EC2, and a GET with a query. The peer is the signer of
 * the AWS SDK for Java 2. Both are made once and keep the key derived for the day; both sign the same headers, the body's
 * hash among them, as the peer always does, and come to the same signature.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Fork(3)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 8, time = 1)
public class SigV4Benchmark {
    private static final Instant AT = Instant.parse("2026-11-21T09:30:00Z");
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";

    /** What is signed. */
    @Param({"form", "query"})
    public String request = "form";

    private Pair pair = pair("form");

    /** Both signers, and what each signs. */
    private record Pair(
            SigV4 ours, Request ourRequest, AwsV4HttpSigner theirs, SignRequest<AwsCredentialsIdentity> theirRequest) {}

    /** Makes both, and compares what they say. */
    @Setup
    public void setUp() {
        pair = pair(request);
        String one = sign().headers().first("Authorization").orElseThrow();
        String other =
                peerAwsSdk().request().firstMatchingHeader("Authorization").orElseThrow();
        if (!signature(one).equals(signature(other))) {
            throw new IllegalStateException("the signatures differ:\n" + one + "\n" + other);
        }
    }

    private static Pair pair(String request) {
        boolean form = request.equals("form");
        URI uri = URI.create(
                form
                        ? "https://ec2.eu-central-1.amazonaws.com/"
                        : "https://eks.eu-central-1.amazonaws.com/clusters?maxResults=100&nextToken=abc%2Fdef");
        byte[] body = (form ? "Action=DescribeInstances&MaxResults=1000&Version=2016-11-15" : "")
                .getBytes(StandardCharsets.UTF_8);
        Request ours = Request.of(form ? "POST" : "GET", uri);
        SdkHttpRequest.Builder theirs = SdkHttpRequest.builder()
                .method(form ? SdkHttpMethod.POST : SdkHttpMethod.GET)
                .uri(uri);
        if (form) {
            ours = ours.body(FORM, body);
            theirs.putHeader("Content-Type", FORM);
        }
        String service = form ? "ec2" : "eks";
        return new Pair(
                SigV4.of(AwsKeys.of("AKIDEXAMPLE", "wJalrXUtnFEMI"), "eu-central-1", service)
                        .s3(),
                ours,
                AwsV4HttpSigner.create(),
                SignRequest.builder(AwsCredentialsIdentity.create("AKIDEXAMPLE", "wJalrXUtnFEMI"))
                        .request(theirs.build())
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-central-1")
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(AT, ZoneOffset.UTC))
                        .build());
    }

    private static String signature(String authorization) {
        return authorization.substring(authorization.indexOf("Signature="));
    }

    /** Ours. */
    @Benchmark
    public Request sign() {
        return pair.ours().sign(pair.ourRequest(), AT);
    }

    /** The signer of the AWS SDK. */
    @Benchmark
    public SignedRequest peerAwsSdk() {
        return pair.theirs().sign(pair.theirRequest());
    }
}
