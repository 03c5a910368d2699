package io.shiyun.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.model.CloudId;
import io.shiyun.spi.CloudProvider;
import org.junit.jupiter.api.Test;

class PluginsTest {
    private final ClassLoader spi = new Plugins.SpiAlone(getClass().getClassLoader());

    @Test
    void a_plugin_sees_the_spi_that_the_contract_uses_and_the_jdk() throws ClassNotFoundException {
        assertThat(spi.loadClass(CloudProvider.class.getName())).isSameAs(CloudProvider.class);
        assertThat(spi.loadClass(CloudId.class.getName())).isSameAs(CloudId.class);
        assertThat(spi.loadClass("java.net.http.HttpClient")).isNotNull();
        assertThat(spi.loadClass("java.sql.Driver")).isNotNull();
    }

    @Test
    void a_plugin_sees_neither_the_contract_nor_its_libraries() {
        for (String hidden :
                new String[] {Main.class.getName(), "org.junit.jupiter.api.Test", "org.assertj.core.api.Assertions"}) {
            assertThatThrownBy(() -> spi.loadClass(hidden)).isInstanceOf(ClassNotFoundException.class);
        }
        assertThat(spi.getResource("META-INF/services/org.junit.platform.engine.TestEngine"))
                .isNull();
    }
}
