package io.shiyun.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.lang.module.Configuration;
import java.lang.module.ModuleFinder;
import java.lang.module.ResolvedModule;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The house on the module path, where the other tests run on the class path. */
class ModulePathTest {
    /** The adapter to jclouds, whose jars are no modules; it is for the class path or a folder of plugins. */
    private static final Pattern NO_MODULE = Pattern.compile("shiyun-providers?[-/\\\\]jclouds");

    @Test
    void coreResolvesWithEveryProviderThatIsOnTheModulePath() throws ReflectiveOperationException {
        Path[] path = Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(entry -> !NO_MODULE.matcher(entry).find())
                .map(Path::of)
                .toArray(Path[]::new);

        Configuration resolved = ModuleLayer.boot()
                .configuration()
                .resolveAndBind(ModuleFinder.of(), ModuleFinder.of(path), Set.of("io.shiyun.core"));

        assertThat(resolved.modules().stream().map(ResolvedModule::name))
                .contains("io.shiyun.core", "io.shiyun.spi", "io.shiyun.metrics", "io.shiyun.provider.sim");
        ModuleLayer layer = ModuleLayer.boot().defineModulesWithOneLoader(resolved, null);
        assertThat(providers(layer.findLoader("io.shiyun.spi")).toString())
                .isEqualTo("[aws, local, openstack, sim, ssh]");
    }

    /** Asks the SPI that was loaded from the module path, which is not the one that this test sees. */
    private static List<?> providers(ClassLoader loader) throws ReflectiveOperationException {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            Class<?> type = loader.loadClass("io.shiyun.spi.Providers");
            assertThat(type.getModule().isNamed()).isTrue();
            Object found = type.getMethod("onClassPath").invoke(null);
            return (List<?>) type.getMethod("ids").invoke(found);
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
