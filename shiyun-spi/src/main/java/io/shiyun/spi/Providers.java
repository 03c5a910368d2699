package io.shiyun.spi;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The providers that can be had: those on the class path, and those in a folder of plugins. A plugin's jars are loaded
 * apart from the application's: they see this SPI, the JDK and themselves. Immutable; closing it lets the plugins' jars
 * go, after which their sessions must not be used.
 */
public final class Providers implements AutoCloseable {
    private final Map<String, CloudProvider> byId = new TreeMap<>();
    private final List<URLClassLoader> loaders = new ArrayList<>();

    private Providers() {}

    /**
     * Finds the providers that the thread's context loader sees, and those that the loader of this library sees.
     *
     * @throws IllegalStateException when two of them have the same id, naming both
     */
    public static Providers onClassPath() {
        Providers found = new Providers();
        ClassLoader context = Thread.currentThread().getContextClassLoader();
        ClassLoader own = Providers.class.getClassLoader();
        found.load(context == null ? own : context);
        if (context != null && context != own) {
            found.load(own);
        }
        return found;
    }

    /**
     * Finds the providers on the class path, and those in the folder: its jars are one plugin, and so are the jars of each
     * folder in it.
     *
     * @throws IllegalArgumentException when the folder does not exist or holds no provider
     * @throws IllegalStateException when two providers have the same id, naming both
     */
    public static Providers withPlugins(Path folder) {
        return addPlugins(onClassPath(), folder);
    }

    /**
     * Finds the providers in the folder alone.
     *
     * @throws IllegalArgumentException when the folder does not exist or holds no provider
     */
    public static Providers inFolder(Path folder) {
        return addPlugins(new Providers(), folder);
    }

    private static Providers addPlugins(Providers found, Path folder) {
        boolean complete = false;
        try {
            int before = found.byId.size();
            for (List<URL> jars : plugins(folder)) {
                URLClassLoader loader = new URLClassLoader(jars.toArray(URL[]::new), new PluginParent());
                found.loaders.add(loader);
                found.load(loader);
            }
            if (found.byId.size() == before) {
                throw new IllegalArgumentException("No provider is found in the plugin folder " + folder
                        + ": it needs a jar that names one in META-INF/services/" + CloudProvider.class.getName());
            }
            complete = true;
            return found;
        } finally {
            if (!complete) {
                found.close();
            }
        }
    }

    private static List<List<URL>> plugins(Path folder) {
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("The plugin folder " + folder + " does not exist or is no folder");
        }
        List<List<URL>> plugins = new ArrayList<>();
        plugins.add(jars(folder));
        try (Stream<Path> inside = Files.list(folder)) {
            inside.filter(Files::isDirectory).sorted().forEach(each -> plugins.add(jars(each)));
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin folder " + folder + " cannot be read", e);
        }
        plugins.removeIf(List::isEmpty);
        return plugins;
    }

    private static List<URL> jars(Path folder) {
        List<URL> jars = new ArrayList<>();
        try (Stream<Path> inside = Files.list(folder)) {
            for (Path jar : inside.filter(each -> each.toString().endsWith(".jar"))
                    .sorted()
                    .toList()) {
                jars.add(url(jar));
            }
            return jars;
        } catch (IOException e) {
            throw new UncheckedIOException("The plugin folder " + folder + " cannot be read", e);
        }
    }

    private static URL url(Path jar) throws MalformedURLException {
        return jar.toUri().toURL();
    }

    private void load(ClassLoader loader) {
        try {
            ServiceLoader.load(CloudProvider.class, loader).forEach(this::add);
        } catch (ServiceConfigurationError e) {
            throw new IllegalStateException("A provider cannot be loaded: " + e.getMessage(), e);
        }
    }

    private void add(CloudProvider provider) {
        CloudProvider other = byId.putIfAbsent(provider.id(), provider);
        if (other != null && other.getClass() != provider.getClass()) {
            throw new IllegalStateException("Two providers are named '" + provider.id() + "': " + where(other) + " and "
                    + where(provider) + "; remove one of them");
        }
    }

    private static String where(CloudProvider provider) {
        var source = provider.getClass().getProtectionDomain().getCodeSource();
        return provider.getClass().getName() + (source == null ? "" : " in " + source.getLocation());
    }

    /** Returns the ids of the providers found, sorted. */
    public List<String> ids() {
        return List.copyOf(byId.keySet());
    }

    /** Returns the providers found, by id. */
    public List<CloudProvider> all() {
        return List.copyOf(byId.values());
    }

    /**
     * Returns the provider of this id.
     *
     * @throws IllegalArgumentException when there is none, naming those found
     */
    public CloudProvider get(String id) {
        CloudProvider provider = byId.get(id);
        if (provider == null) {
            throw new IllegalArgumentException("No provider is named '" + id + "'; found are " + byId.keySet()
                    + ". Add the jar of the provider to the class path or the plugin folder");
        }
        return provider;
    }

    @Override
    public void close() {
        for (URLClassLoader loader : loaders) {
            try {
                loader.close();
            } catch (IOException e) {
                throw new UncheckedIOException("The jars of a plugin cannot be closed", e);
            }
        }
    }

    /** What a plugin sees beside its own jars. */
    private static final class PluginParent extends ClassLoader {
        private static final List<String> SHARED = List.of("io.shiyun.spi.", "io.shiyun.model.", "org.jspecify.");

        PluginParent() {
            super(ClassLoader.getPlatformClassLoader());
        }

        @Override
        protected Class<?> findClass(String name) throws ClassNotFoundException {
            if (SHARED.stream().anyMatch(name::startsWith)) {
                return Providers.class.getClassLoader().loadClass(name);
            }
            throw new ClassNotFoundException(name);
        }

        @Override
        protected @Nullable URL findResource(String name) {
            return null;
        }
    }
}
