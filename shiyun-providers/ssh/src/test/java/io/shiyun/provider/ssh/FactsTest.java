package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;

import io.shiyun.model.Bytes;
import org.junit.jupiter.api.Test;

/** What a machine says of itself is read; what it does not say is absent. */
class FactsTest {
    @Test
    void aWholeAnswer() {
        Facts facts = Facts.parse("""
                =shiyun=boot
                11111111-2222-3333-4444-555555555555
                =shiyun=kernel
                Linux 6.1.0-18-amd64 x86_64
                =shiyun=system
                PRETTY_NAME="Debian GNU/Linux 12 (bookworm)"
                NAME="Debian GNU/Linux"
                =shiyun=ticks
                100
                =shiyun=stat
                cpu  1000 200 300 99999 88 10 20 30 5 6
                cpu0 500 100 150 5 4 5 10 15 0 0
                cpu1 500 100 150 5 4 5 10 15 0 0
                =shiyun=load
                0.25 0.18 0.12 1/523 12345
                =shiyun=uptime
                12345.67 23456.78
                =shiyun=memory
                MemTotal:        8000000 kB
                MemFree:          100000 kB
                MemAvailable:    6000000 kB
                =shiyun=disk
                Filesystem     1024-blocks     Used Available Capacity Mounted on
                /dev/vda1         41152736 11152736  27863664      29% /
                =shiyun=end
                """);
        assertThat(facts.processors()).isEqualTo(2);
        assertThat(facts.busySeconds()).contains(15.6);
        assertThat(facts.system()).isEqualTo("Debian GNU/Linux 12 (bookworm)");
        assertThat(facts.memory()).contains(Bytes.of(8_000_000L * 1024));
        assertThat(facts.memoryFree()).contains(Bytes.of(6_000_000L * 1024));
        assertThat(facts.disk()).contains(Bytes.of(41_152_736L * 1024));
        assertThat(facts.diskUsed()).contains(Bytes.of(11_152_736L * 1024));
        assertThat(facts.load()).contains(0.25);
        assertThat(facts.uptimeSeconds()).contains(12345.67);
    }

    @Test
    void anAnswerOfNothingOrNonsense() {
        for (String text : new String[] {"", "=shiyun=stat\ncpu x\n=shiyun=disk\nx\ny z\n=shiyun=end\n", "hello\0"}) {
            Facts facts = Facts.parse(text);
            assertThat(facts.cpu()).isEmpty();
            assertThat(facts.busySeconds()).isEmpty();
            assertThat(facts.memory()).isEmpty();
            assertThat(facts.disk()).isEmpty();
        }
    }
}
