package io.shiyun.provider.openstack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import io.shiyun.model.CloudException;
import io.shiyun.model.ClusterId;
import io.shiyun.model.HostId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Node;
import io.shiyun.model.PoolId;
import io.shiyun.model.Reason;
import io.shiyun.spi.Cloud;
import io.shiyun.spi.Clusters;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import io.shiyun.wire.Source;
import io.shiyun.wire.rig.Recorded;
import io.shiyun.wire.rig.Seen;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What opens a cluster of Magnum, certified by the JDK's keytool as its authority, and the machines of a cluster. */
class ClusterAccessTest {
    private static final ClusterId CLUSTER = new ClusterId(Stand.REGION, "746e");

    @TempDir
    Path folder;

    private static Recorded cluster(String address) {
        return Stand.json(
                200,
                "{\"uuid\":\"746e\",\"name\":\"k8s\",\"status\":\"CREATE_IN_PROGRESS\",\"coe_version\":\"v1.28.0\","
                        + "\"api_address\":" + address + ",\"node_addresses\":[\"10.0.0.8\"]}");
    }

    private String keytool(String... arguments) {
        try {
            List<String> command = new ArrayList<>(List.of(
                    Path.of(System.getProperty("java.home"), "bin", "keytool").toString()));
            command.addAll(List.of(arguments));
            command.addAll(List.of("-keystore", folder.resolve("ca.p12").toString(), "-storepass", "for-tests"));
            Path out = folder.resolve("out");
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(out.toFile())
                    .start();
            String said = process.waitFor() + " ";
            assertThat(said).as(Files.readString(out)).startsWith("0");
            return Files.readString(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    private String authority() {
        keytool("-genkeypair", "-alias", "ca", "-keyalg", "RSA", "-dname", "CN=k8s", "-ext", "bc:c", "-validity", "30");
        return keytool("-exportcert", "-rfc", "-alias", "ca");
    }

    /** keytool verifies the request's signature before it certifies. */
    private String certified(String request) {
        Path csr = folder.resolve("csr");
        Path signed = folder.resolve("signed.pem");
        try {
            Files.writeString(csr, request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        keytool("-gencert", "-alias", "ca", "-rfc", "-infile", csr.toString(), "-outfile", signed.toString());
        try {
            return Files.readString(signed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Recorded pem(int status, String pem) {
        return Stand.json(
                status,
                JsonWriter.object().put("cluster_uuid", "746e").put("pem", pem).toText());
    }

    private static String data(String yaml, String name) {
        Matcher matcher = Pattern.compile(name + ": (\\S+)").matcher(yaml);
        assertThat(matcher.find()).as(name).isTrue();
        return new String(Base64.getDecoder().decode(matcher.group(1)), StandardCharsets.US_ASCII);
    }

    private static X509Certificate certificate(String pem) throws Exception {
        return (X509Certificate) CertificateFactory.getInstance("X.509")
                .generateCertificate(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void a_kubeconfig_holds_a_key_that_the_clusters_authority_certified() throws Exception {
        String authority = authority();
        try (Stand stand = Stand.start(seen -> switch (seen.method() + " " + seen.target()) {
                    case "GET /container-infra/v1/clusters/746e" -> cluster("\"https://172.24.4.6:6443\"");
                    case "GET /container-infra/v1/certificates/746e" -> pem(200, authority);
                    default ->
                        pem(
                                201,
                                certified(Json.read(seen.body(), Source.named("csr"))
                                        .text("csr")));
                });
                Cloud cloud = stand.connect()) {
            Kubeconfig config = Stand.service(cloud, Clusters.class).kubeconfig(CLUSTER, Stand.call());
            String yaml = config.yaml().reveal();
            assertThat(yaml).contains("server: \"https://172.24.4.6:6443\"").contains("current-context: k8s");
            assertThat(config.toString()).doesNotContain("client-key-data");

            X509Certificate ca = certificate(data(yaml, "certificate-authority-data"));
            X509Certificate certificate = certificate(data(yaml, "client-certificate-data"));
            certificate.verify(ca.getPublicKey());
            assertThat(certificate.getSubjectX500Principal().getName())
                    .contains("CN=admin")
                    .contains("O=system:masters");
            assertThat(config.expires()).contains(certificate.getNotAfter().toInstant());
            assertThat(config.expires().orElseThrow()).isAfter(Instant.now());

            String key = data(yaml, "client-key-data").replaceAll("-----[A-Z ]+-----|\\s", "");
            var secret = KeyFactory.getInstance("RSA")
                    .generatePrivate(new PKCS8EncodedKeySpec(Base64.getDecoder().decode(key)));
            Signature signature = Signature.getInstance("SHA256withRSA");
            signature.initSign(secret);
            signature.update(new byte[] {1, 2, 3});
            byte[] signed = signature.sign();
            signature.initVerify(certificate);
            signature.update(new byte[] {1, 2, 3});
            assertThat(signature.verify(signed)).isTrue();
            List<Seen> asked = stand.seen("POST", "/container-infra/v1/certificates");
            assertThat(asked).hasSize(1);
            assertThat(asked.get(0).text()).doesNotContain("PRIVATE");
        }
    }

    @Test
    void a_cluster_without_tls_needs_its_address_only() throws IOException {
        try (Stand stand = Stand.start(seen -> cluster("\"http://172.24.4.6:8080\""));
                Cloud cloud = stand.connect()) {
            Kubeconfig config = Stand.service(cloud, Clusters.class).kubeconfig(CLUSTER, Stand.call());
            assertThat(config.yaml().reveal())
                    .contains("server: \"http://172.24.4.6:8080\"")
                    .contains("user: {}")
                    .doesNotContain("certificate");
            assertThat(config.expires()).isEmpty();
            assertThat(stand.seen("GET", "/container-infra/v1/certificates")).isEmpty();
        }
    }

    @Test
    void a_certificate_of_another_key_is_not_taken() throws IOException {
        String authority = authority();
        try (Stand stand = Stand.start(seen -> seen.target().contains("clusters")
                        ? cluster("\"https://172.24.4.6:6443\"")
                        : pem(200, authority));
                Cloud cloud = stand.connect()) {
            CloudException e = catchThrowableOfType(
                    CloudException.class,
                    () -> Stand.service(cloud, Clusters.class).kubeconfig(CLUSTER, Stand.call()));
            assertThat(e.reason()).isEqualTo(Reason.UNKNOWN);
            assertThat(e.problem().message()).contains("the key that was sent");
        }
    }

    @Test
    void a_cluster_that_is_not_made_yet_has_no_kubeconfig() throws IOException {
        for (String address : Arrays.asList("null", "\"\"")) {
            try (Stand stand = Stand.start(seen -> cluster(address));
                    Cloud cloud = stand.connect()) {
                CloudException e = catchThrowableOfType(
                        CloudException.class,
                        () -> Stand.service(cloud, Clusters.class).kubeconfig(CLUSTER, Stand.call()));
                assertThat(e.reason()).isEqualTo(Reason.CONFLICT);
                assertThat(e.problem().message()).contains("CREATE_IN_PROGRESS").contains("wait");
            }
        }
    }

    private static final String SERVERS =
            "{\"servers\":[{\"id\":\"0aa1\",\"name\":\"k8s-node-0\",\"status\":\"ACTIVE\",\"addresses\":{\"private\":"
                    + "[{\"addr\":\"10.0.0.7\",\"version\":4,\"OS-EXT-IPS:type\":\"fixed\"}]}},"
                    + "{\"id\":\"0aa2\",\"name\":\"other\",\"status\":\"ACTIVE\",\"addresses\":{\"private\":"
                    + "[{\"addr\":\"10.0.0.99\",\"version\":4,\"OS-EXT-IPS:type\":\"fixed\"}]}}]}";

    @Test
    void nodes_are_the_hosts_at_the_addresses_of_each_group() throws IOException {
        try (Stand stand = Stand.start(seen -> switch (seen.target().replaceFirst("\\?.*", "")) {
                    case "/container-infra/v1/clusters/746e" -> cluster("null");
                    case "/container-infra/v1/clusters/746e/nodegroups" ->
                        Stand.json(
                                200,
                                "{\"nodegroups\":[{\"uuid\":\"g0\",\"name\":\"default-master\",\"role\":\"master\"},"
                                        + "{\"uuid\":\"g1\",\"name\":\"default-worker\",\"role\":\"worker\"}]}");
                    case "/container-infra/v1/clusters/746e/nodegroups/g1" ->
                        Stand.json(200, "{\"uuid\":\"g1\",\"node_addresses\":[\"10.0.0.7\",\"10.0.0.8\"]}");
                    default -> Stand.json(200, SERVERS);
                });
                Cloud cloud = stand.connect()) {
            List<Node> nodes = Stand.service(cloud, Clusters.class).nodes(CLUSTER, Stand.call());
            assertThat(nodes).hasSize(2);
            assertThat(nodes.get(0).name()).isEqualTo("k8s-node-0");
            assertThat(nodes.get(0).host()).contains(new HostId(Stand.REGION, "0aa1"));
            assertThat(nodes.get(0).pool()).contains(new PoolId(CLUSTER, "default-worker"));
            assertThat(nodes.get(0).ready()).isTrue();
            assertThat(nodes.get(0).version()).isEqualTo("v1.28.0");
            assertThat(nodes.get(1).name()).isEqualTo("10.0.0.8");
            assertThat(nodes.get(1).ready()).isFalse();
        }
    }

    @Test
    void a_magnum_before_node_groups_tells_nodes_with_the_cluster() throws IOException {
        try (Stand stand = Stand.start(seen -> seen.target().endsWith("/nodegroups")
                        ? Stand.json(404, "{\"errors\":[{\"status\":404,\"title\":\"Not Found\"}]}")
                        : seen.target().startsWith("/compute") ? Stand.json(200, SERVERS) : cluster("null"));
                Cloud cloud = stand.connect()) {
            assertThat(Stand.service(cloud, Clusters.class).nodes(CLUSTER, Stand.call()))
                    .extracting(Node::name)
                    .containsExactly("10.0.0.8");
        }
    }
}
