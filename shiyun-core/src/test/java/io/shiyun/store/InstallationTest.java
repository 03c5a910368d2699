package io.shiyun.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class InstallationTest {
    @TempDir
    Path folder;

    private static Installation fixed() {
        byte[] key = new byte[32];
        for (int i = 0; i < key.length; i++) {
            key[i] = (byte) i;
        }
        return new Installation("test", key);
    }

    @Test
    void tokensAreWhatAnotherImplementationMakes() {
        // Made with Python's hmac and base64.
        assertThat(fixed().token("op-1", 1)).isEqualTo("lbkomrcnxh2koyk25obgt6j6o7jctdmm");
        assertThat(fixed().token("op-1", 2)).isEqualTo("d2roiu4ikeaky327ygpifs6qeogdfzx6");
        assertThat(fixed().hash("hello")).isEqualTo("53c40272a70c15ca4ee0af4df1f155fd6c41e00ce2307d8987ecd4bb36a7e990");
    }

    @Test
    void tokensFitEveryCloudAndNeverRepeat() {
        Set<String> tokens = new HashSet<>();
        for (int op = 0; op < 1000; op++) {
            for (int epoch = 1; epoch <= 3; epoch++) {
                String token = fixed().token("op-" + op, epoch);
                assertThat(token).matches("[a-z2-7]{32}");
                assertThat(tokens.add(token)).isTrue();
            }
        }
    }

    @Test
    void aTokenNeedsAnOperationAndAnEpoch() {
        assertThatThrownBy(() -> fixed().token(" ", 1)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> fixed().token("op", 0)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anInstallationStaysWhoItIsAndDiffersFromOthers() {
        String id;
        String token;
        try (Store store = Store.open(folder.resolve("a.db"))) {
            id = store.installation().id();
            token = store.installation().token("op", 1);
        }
        try (Store again = Store.open(folder.resolve("a.db"));
                Store other = Store.open(folder.resolve("b.db"))) {
            assertThat(again.installation().id()).isEqualTo(id);
            assertThat(again.installation().token("op", 1)).isEqualTo(token);
            assertThat(other.installation().id()).isNotEqualTo(id);
            assertThat(other.installation().token("op", 1)).isNotEqualTo(token);
        }
    }
}
