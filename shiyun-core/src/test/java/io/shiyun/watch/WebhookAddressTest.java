package io.shiyun.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.Secret;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebhookAddressTest {
    private static final Notice NOTICE =
            new Notice("a".repeat(32), "pager", "g", AlertStatus.FIRING, Instant.EPOCH, List.of());

    /** Ways to write loopback, private, link-local and metadata addresses, and hosts that are not names. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://127.0.0.1/",
                "http://127.0.0.1:8080/hook",
                "http://127.1/",
                "http://127.0.1/",
                "http://2130706433/",
                "http://017700000001/",
                "http://0177.0.0.1/",
                "http://0x7f.0.0.1/",
                "http://0x7f000001/",
                "http://0x7F.1/",
                "http://127.0.0.1./",
                "http://127.0.0.01/",
                "http://0/",
                "http://0.0.0.0/",
                "http://00000000.0/",
                "http://[::1]/",
                "http://[::]/",
                "http://[0:0:0:0:0:0:0:1]/",
                "http://[::ffff:127.0.0.1]/",
                "http://[::ffff:7f00:1]/",
                "http://[::127.0.0.1]/",
                "http://[64:ff9b::7f00:1]/",
                "http://[64:ff9b::169.254.169.254]/",
                "http://[2002:7f00:1::]/",
                "http://[2002:a9fe:a9fe::1]/",
                "http://[2001:0:1:2:3:4:5601:5601]/",
                "http://169.254.169.254/latest/meta-data/",
                "http://169.254.170.2/",
                "http://2852039166/",
                "http://0xa9fea9fe/",
                "http://0251.0376.0251.0376/",
                "http://[::ffff:169.254.169.254]/",
                "http://[fe80::1]/",
                "http://[fe80::1%25lo]/",
                "http://[fd00:ec2::254]/",
                "http://[fd20:ce::254]/",
                "http://100.100.100.200/",
                "http://168.63.129.16/",
                "http://192.0.0.192/",
                "http://10.0.0.1/",
                "http://172.16.0.1/",
                "http://172.31.255.255/",
                "http://192.168.1.1/",
                "http://100.64.0.1/",
                "http://198.18.0.1/",
                "http://[fc00::1]/",
                "http://[fdab::1]/",
                "http://[fec0::1]/",
                "http://224.0.0.1/",
                "http://255.255.255.255/",
                "http://240.0.0.1/",
                "http://[ff02::1]/",
                "http://user@127.0.0.1/",
                "http://example.org@169.254.169.254/",
                "http://user:secret@example.org/",
                "http://example.org\\@127.0.0.1/",
                "http://127.0.0.1#@example.org/",
                "http://\u2460\u2461\u2466.0.0.1/",
                "http:///hook",
                "http:127.0.0.1",
                "//example.org/",
                "ftp://example.org/",
                "file:///etc/passwd",
                "gopher://example.org/",
                "jar:http://example.org/!/",
                "http://exa mple.org/",
                "http://example.org:0/",
                "http://example.org:99999/",
                "http://example.org\r\nX: y/"
            })
    void anAddressInDisguiseIsRefusedBeforeAnythingIsSent(String url) {
        assertThatThrownBy(() -> WebhookNotifier.to("pager", url).build())
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("url:");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "127.255.255.254",
                "10.1.2.3",
                "192.168.0.10",
                "172.20.0.1",
                "169.254.169.254",
                "100.100.100.200",
                "100.127.0.1",
                "0.0.0.0",
                "::1",
                "::ffff:10.0.0.1",
                "fe80::1",
                "fd00:ec2::254",
                "64:ff9b::a00:1",
                "2002:c0a8:101::1"
            })
    void aNameThatLeadsInsideIsRefusedAtEachAttempt(String address) throws UnknownHostException {
        InetAddress[] found = {InetAddress.getByName("93.184.216.34"), InetAddress.getByName(address)};
        WebhookNotifier webhook = WebhookNotifier.to("pager", "https://hooks.example.org/x?secret=1")
                .lookup(host -> found)
                .build();
        Delivery delivery = webhook.send(NOTICE);
        assertThat(delivery.kind()).isEqualTo(Delivery.Kind.REFUSED);
        assertThat(delivery.detail()).contains("hooks.example.org").doesNotContain("secret");
    }

    @Test
    void linkLocalAndMetadataAddressesAreNeverPermitted() {
        for (String host :
                List.of("169.254.169.254", "100.100.100.200", "[fe80::1]", "[fd00:ec2::254]", "168.63.129.16")) {
            assertThatThrownBy(() -> WebhookNotifier.to("pager", "http://" + host + "/")
                            .allowLoopback()
                            .allowPrivate()
                            .build())
                    .hasMessageContaining("url:");
        }
    }

    @Test
    void whatIsPermittedIsPermittedAlone() throws UnknownHostException {
        AddressGuard loopback = new AddressGuard(true, false);
        AddressGuard inside = new AddressGuard(false, true);
        assertThat(loopback.problem(InetAddress.getByName("127.0.0.1"))).isEmpty();
        assertThat(loopback.problem(InetAddress.getByName("::1"))).isEmpty();
        assertThat(loopback.problem(InetAddress.getByName("10.0.0.1"))).isPresent();
        assertThat(inside.problem(InetAddress.getByName("10.0.0.1"))).isEmpty();
        assertThat(inside.problem(InetAddress.getByName("fd12::1"))).isEmpty();
        assertThat(inside.problem(InetAddress.getByName("127.0.0.1"))).isPresent();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "8.8.8.8",
                "1.1.1.1",
                "172.15.0.1",
                "172.32.0.1",
                "192.167.1.1",
                "100.63.0.1",
                "100.128.0.1",
                "169.253.1.1",
                "223.255.255.255",
                "2606:4700::1111",
                "64:ff9b::808:808",
                "2a00::1"
            })
    void publicAddressesArePermitted(String address) throws UnknownHostException {
        assertThat(new AddressGuard(false, false).problem(InetAddress.getByName(address)))
                .isEmpty();
    }

    @Test
    void everyFaultOfAWebhookIsNamed() {
        assertThatThrownBy(() -> WebhookNotifier.to("no spaces", "ftp://x")
                        .timeout(Duration.ofHours(1))
                        .header("Host", Secret.of("x"))
                        .header("X-Ok", Secret.of("a\r\nEvil: b"))
                        .build())
                .hasMessageContainingAll("name:", "url:", "timeout:", "header 'Host'", "header 'X-Ok'")
                .hasMessageNotContaining("Evil");
    }
}
