package io.shiyun.provider.ssh;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudException;
import io.shiyun.model.Command;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Settings are split into words, and words are quoted for the POSIX shell. */
class WordsTest {
    @Test
    void aCommandOfASettingIsSplitAtSpacesAndQuotes() {
        assertThat(Words.split("ipmitool -H '{address}' \"power on\" ''"))
                .containsExactly("ipmitool", "-H", "{address}", "power on", "");
        assertThatThrownBy(() -> Words.split("a 'b")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void placesAreFilledInsideWordsAndNeverSplit() {
        assertThat(Words.filled(List.of("on", "{name}:{port}"), Map.of("name", "a b", "port", "22")))
                .containsExactly("on", "a b:22");
    }

    @Test
    void aQuotedWordIsOneWord() {
        assertThat(Words.quote("it's $HOME")).isEqualTo("'it'\\''s $HOME'");
        assertThatThrownBy(() -> Words.quote("a\0b")).isInstanceOf(CloudException.class);
    }

    @Test
    void valuesOfVariablesAreOnNoCommandLine() {
        Scripts.Script script = Scripts.of(Command.builder(List.of("env"))
                .environment(Map.of("TOKEN", "canary-word"))
                .build());
        assertThat(script.line()).doesNotContain("canary-word").doesNotContain("TOKEN");
        assertThat(script.head()).isEqualTo("export TOKEN='canary-word'\n");
    }

    @Test
    void addressesAreReadAsPeopleWriteThem() {
        assertThat(Address.parse("10.0.0.5").port()).isEmpty();
        assertThat(Address.parse("root@web.example:2222").toString()).contains("root", "web.example", "2222");
        assertThat(Address.parse("[2001:db8::1]:22").address()).isEqualTo("2001:db8::1");
        assertThat(Address.parse("root@2001:db8::1").address()).isEqualTo("2001:db8::1");
        for (String wrong : List.of("", "a b", "host:0", "host:99999", "host:port", "a/b", "u@h@i")) {
            assertThatThrownBy(() -> Address.parse(wrong)).as(wrong).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
