package io.shiyun.tck;

import io.shiyun.spi.CloudProvider;
import java.io.Closeable;
import java.io.IOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.stream.Stream;

/** The providers that can be found: in the jars of a folder, behind a loader that shows them the SPI and the JDK alone. */
final class Plugins implements Closeable {
    private final List<CloudProvider> found;
    private final Optional<URLClassLoader> loader;

    private Plugins(List<CloudProvider> found, Optional<URLClassLoader> loader) {
        this.found = List.copyOf(found);
        this.loader = loader;
    }

    /** What a plugin sees besides its own jars and the JDK. */
    static final class SpiAlone extends ClassLoader {
        private static final List<String> SHOWN = List.of("io.shiyun.spi.", "io.shiyun.model.", "org.jspecify.");
        private final ClassLoader all;

        SpiAlone(ClassLoader all) {
            super("spi", ClassLoader.getPlatformClassLoader());
            this.all = all;
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHOWN.stream().noneMatch(name::startsWith)) {
                throw new ClassNotFoundException(name + " (a plugin sees the SPI, the JDK and its own jars)");
            }
            return all.loadClass(name);
        }
    }

    /** Finds the providers in the jars of this folder, or on the class path. */
    static Plugins in(Optional<Path> folder) {
        if (folder.isEmpty()) {
            return new Plugins(load(Plugins.class.getClassLoader(), "on the class path"), Optional.empty());
        }
        Path dir = folder.get();
        List<URL> jars = jars(dir);
        if (jars.isEmpty()) {
            throw new UsageException("the plugin folder '" + dir + "' holds no jar; build the provider first");
        }
        ClassLoader spi = new SpiAlone(Plugins.class.getClassLoader());
        URLClassLoader loader = new URLClassLoader("plugins", jars.toArray(URL[]::new), spi);
        return new Plugins(load(loader, "in '" + dir + "'"), Optional.of(loader));
    }

    private static List<URL> jars(Path dir) {
        if (!Files.isDirectory(dir)) {
            throw new UsageException("the plugin folder '" + dir + "' does not exist");
        }
        try (Stream<Path> files = Files.list(dir)) {
            List<URL> urls = new ArrayList<>();
            for (Path jar : files.filter(file -> file.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                urls.add(jar.toUri().toURL());
            }
            return urls;
        } catch (MalformedURLException e) {
            throw new UsageException("a jar in '" + dir + "' has a name that is no address", e);
        } catch (IOException e) {
            throw new UsageException("the plugin folder '" + dir + "' cannot be read: " + e.getMessage(), e);
        }
    }

    private static List<CloudProvider> load(ClassLoader loader, String where) {
        try {
            return ServiceLoader.load(CloudProvider.class, loader).stream()
                    .map(ServiceLoader.Provider::get)
                    .toList();
        } catch (ServiceConfigurationError | LinkageError e) {
            throw new UsageException("a provider " + where + " cannot be loaded: " + e.getMessage(), e);
        }
    }

    /** Returns the provider of this id. */
    CloudProvider provider(String id) {
        return found.stream()
                .filter(provider -> provider.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new UsageException("there is no provider '" + id + "'; found were "
                        + found.stream().map(CloudProvider::id).sorted().toList()));
    }

    @Override
    public void close() throws IOException {
        if (loader.isPresent()) {
            loader.get().close();
        }
    }
}
