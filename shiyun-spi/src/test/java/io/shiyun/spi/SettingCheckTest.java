package io.shiyun.spi;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class SettingCheckTest {
    private static final CloudProvider PROVIDER = new CloudProvider() {
        @Override
        public String id() {
            return "lab";
        }

        @Override
        public Capabilities capabilities() {
            return Capabilities.builder().build();
        }

        @Override
        public List<Setting> settings() {
            return List.of(
                    Setting.required("auth-url", "AUTH_URL", "where to log in"),
                    Setting.optional("region", "REGION", "which region"));
        }

        @Override
        public Cloud connect(CloudConfig config) {
            throw new IllegalStateException("not connected in this test");
        }
    };

    @Test
    void aMissingSettingIsNamedWithItsEnvironmentVariable() {
        assertThat(SettingCheck.faults(PROVIDER, Set.of(), "OS_"))
                .singleElement()
                .asString()
                .contains("'auth-url'", "where to log in", "OS_AUTH_URL");
    }

    @Test
    void aMisspeltSettingIsNamedWithTheOneProbablyMeant() {
        assertThat(SettingCheck.faults(PROVIDER, Set.of("auth-url", "regoin"), ""))
                .singleElement()
                .asString()
                .contains("'regoin'", "did you mean 'region'?");
    }

    @Test
    void allFaultsAreNamedAtOnce() {
        assertThat(SettingCheck.faults(PROVIDER, Set.of("colour"), "")).hasSize(2);
    }
}
