package io.shiyun.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EndpointGuardTest {
    private final EndpointGuard guard = guard("http://keystone.example:5000/v3");
    private final EndpointGuard secure = guard("https://keystone.example/v3");
    private final EndpointGuard laboratory = guard("http://127.0.0.1:5000/v3");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://nova.example:8774/v2.1/abc",
                "https://nova.example/",
                "http://10.0.0.7:8774/",
                "http://192.168.1.4/",
                "http://[2001:db8::1]/",
                "http://unknown.example/"
            })
    void addressOfAServiceMayBeAsked(String address) {
        assertThat(guard.check(address, "the catalogue")).isEqualTo(URI.create(address));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://169.254.169.254/latest/meta-data",
                "http://169.254.1.1/",
                "http://[fe80::1]/",
                "http://[fd00:ec2::254]/",
                "http://100.100.100.200/",
                "http://metadata.google.internal/",
                "http://METADATA.google.internal./",
                "http://instance-data/",
                "http://[::ffff:169.254.169.254]/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://169.254.43518/",
                "http://0.0.0.0/",
                "http://[::]/",
                "http://224.0.0.1/",
                "http://links.example/",
                "ftp://nova.example/",
                "file:///etc/passwd",
                "gopher://nova.example/",
                "jar:http://nova.example!/",
                "http://user:pw@nova.example/",
                "http://nova.example/#x",
                "http:///x",
                "/v2",
                "http://nova example/",
                ""
            })
    void addressThatLeadsAstrayIsNotAskedNotEvenInALaboratory(String address) {
        for (EndpointGuard each : List.of(guard, laboratory)) {
            assertThatThrownBy(() -> each.check(address, "the catalogue"))
                    .isInstanceOfSatisfying(CloudException.class, e -> {
                        assertThat(e.certainty()).isEqualTo(Certainty.NOT_SENT);
                        assertThat(e.problem().code()).isEqualTo("EndpointRefused");
                        assertThat(e.problem().message())
                                .startsWith("the catalogue names")
                                .doesNotContain("pw@");
                    });
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1:8774/",
                "http://127.9.9.9/",
                "http://localhost/",
                "http://a.localhost/",
                "http://[::1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://here.example/"
            })
    void thisMachineIsAskedOnlyInALaboratory(String address) {
        assertThat(laboratory.check(address, "the catalogue")).isEqualTo(URI.create(address));
        assertThatThrownBy(() -> guard.check(address, "the catalogue")).hasMessageContaining("this machine");
    }

    @Test
    void secureEndpointIsNotLeftForAnInsecureOne() {
        assertThat(secure.check("https://nova.example/", "the catalogue")).isNotNull();
        assertThatThrownBy(() -> secure.check("http://nova.example/", "the catalogue"))
                .hasMessageContaining("without TLS");
    }

    @Test
    void sameOriginIsSchemeHostAndPort() {
        URI one = URI.create("https://nova.example/a");
        assertThat(EndpointGuard.sameOrigin(one, URI.create("https://NOVA.example:443/b")))
                .isTrue();
        assertThat(EndpointGuard.sameOrigin(one, URI.create("http://nova.example/a")))
                .isFalse();
        assertThat(EndpointGuard.sameOrigin(one, URI.create("https://nova.example:444/a")))
                .isFalse();
        assertThat(EndpointGuard.sameOrigin(one, URI.create("https://nova.example.evil/a")))
                .isFalse();
    }

    @Test
    void configuredEndpointMustBeAnAddress() {
        assertThatThrownBy(() -> guard("ftp://x/")).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> guard("keystone.example")).isInstanceOf(IllegalArgumentException.class);
    }

    private static EndpointGuard guard(String configured) {
        return new EndpointGuard(URI.create(configured), EndpointGuardTest::resolve);
    }

    /** Names as some hostile zone may answer; literals as the JDK reads them, without asking anybody. */
    private static List<InetAddress> resolve(String host) throws UnknownHostException {
        return switch (host) {
            case "links.example" ->
                List.of(InetAddress.getByName("10.0.0.1"), InetAddress.getByName("169.254.169.254"));
            case "here.example" -> List.of(InetAddress.getByName("127.0.0.1"));
            case "nova.example" -> List.of(InetAddress.getByName("198.51.100.7"));
            default -> {
                if (host.startsWith("[") || host.matches("[0-9.]+")) {
                    yield List.of(InetAddress.getByName(host));
                }
                throw new UnknownHostException(host);
            }
        };
    }
}
