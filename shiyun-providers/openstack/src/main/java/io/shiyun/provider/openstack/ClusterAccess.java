package io.shiyun.provider.openstack;

import io.shiyun.model.CloudException;
import io.shiyun.model.ClusterId;
import io.shiyun.model.Kubeconfig;
import io.shiyun.model.Reason;
import io.shiyun.model.Secret;
import io.shiyun.wire.Json;
import io.shiyun.wire.JsonWriter;
import java.io.ByteArrayInputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Base64;

/**
 * What opens a cluster of Magnum: its address, its authority's certificate, and a key made here that the authority certifies for the group of
 * Kubernetes' masters. Magnum sees the request and never the key. A cluster without TLS needs no more than its address.
 */
final class ClusterAccess {
    private static final String GROUP = "system:masters";
    private static final String USER = "admin";

    private final Api magnum;

    ClusterAccess(Api magnum) {
        this.magnum = magnum;
    }

    Kubeconfig kubeconfig(ClusterId id) {
        Json cluster = magnum.find(Path.of("clusters", id.value())).orElseThrow(() -> OpenStackClusters.notFound(id));
        String server = server(id, cluster);
        String name = name(cluster);
        if (server.startsWith("http:")) {
            return Kubeconfig.builder(Secret.of(yaml(name, server, "", "{}"))).build();
        }
        Json authority = magnum.get(Path.of("certificates", id.value())).at("pem");
        certificate(authority);
        CertificateRequest request = CertificateRequest.of(GROUP, USER);
        Json signed = magnum.ask(
                        Path.of("certificates"),
                        JsonWriter.object().put("cluster_uuid", id.value()).put("csr", request.pem()))
                .at("pem");
        X509Certificate certificate = certificate(signed);
        if (!Arrays.equals(
                certificate.getPublicKey().getEncoded(),
                request.keys().getPublic().getEncoded())) {
            throw signed.wrong("a certificate of the key that was sent");
        }
        String key = CertificateRequest.pem(
                "PRIVATE KEY", request.keys().getPrivate().getEncoded());
        String user =
                "\n    client-certificate-data: " + base64(signed.text()) + "\n    client-key-data: " + base64(key);
        String trust = "\n    certificate-authority-data: " + base64(authority.text());
        return Kubeconfig.builder(Secret.of(yaml(name, server, trust, user)))
                .expires(certificate.getNotAfter().toInstant())
                .build();
    }

    private static String server(ClusterId id, Json cluster) {
        String address = cluster.text("api_address", "");
        if (address.isEmpty()) {
            throw CloudException.rejected(
                            Reason.CONFLICT,
                            "the cluster " + id + " has no address yet; it is in " + cluster.text("status", "no state")
                                    + ", so wait until it is made")
                    .build();
        }
        Json at = cluster.at("api_address");
        try {
            URI uri = URI.create(address);
            boolean http = "https".equals(uri.getScheme()) || "http".equals(uri.getScheme());
            if (http && uri.getHost() != null && uri.getRawUserInfo() == null) {
                return uri.toString();
            }
        } catch (IllegalArgumentException e) {
            throw at.wrong("an address");
        }
        throw at.wrong("an address such as https://203.0.113.7:6443");
    }

    /** The name of the cluster where it is a plain word. */
    private static String name(Json cluster) {
        String name = cluster.text("name", "");
        return name.matches("[A-Za-z][A-Za-z0-9._-]*") ? name : "cluster";
    }

    private static String yaml(String name, String server, String trust, String user) {
        return """
                apiVersion: v1
                kind: Config
                clusters:
                - name: %1$s
                  cluster:
                    server: "%2$s"%3$s
                contexts:
                - name: %1$s
                  context:
                    cluster: %1$s
                    user: %5$s
                current-context: %1$s
                users:
                - name: %5$s
                  user: %4$s
                """.formatted(name, server, trust, user, USER);
    }

    /** Reads the first certificate of a text in a reply. */
    private static X509Certificate certificate(Json text) {
        byte[] bytes = text.text().strip().getBytes(StandardCharsets.US_ASCII);
        try {
            return (X509Certificate)
                    CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(bytes));
        } catch (CertificateException e) {
            throw text.wrong("a certificate");
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.strip().concat("\n").getBytes(StandardCharsets.US_ASCII));
    }
}
