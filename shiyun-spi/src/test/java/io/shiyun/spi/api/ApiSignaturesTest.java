package io.shiyun.spi.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import io.shiyun.spi.CloudProvider;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ApiSignaturesTest {
    private static final Path COMMITTED = Path.of("api", "shiyun-spi.txt");
    private static final String UPDATE = "mvn -pl shiyun-spi test -Dtest=ApiSignaturesTest -Dapi.update=true";

    @Test
    void signaturesOfTheSpiAreTheCommittedOnes() throws IOException, URISyntaxException {
        List<String> now = ApiSignatures.ofFolder(classes(), getClass().getClassLoader());
        assertThat(now).as("signatures found").hasSizeGreaterThan(100);
        if (Boolean.getBoolean("api.update")) {
            Files.createDirectories(COMMITTED.getParent());
            Files.write(COMMITTED, now);
            return;
        }
        List<String> committed = Files.exists(COMMITTED) ? Files.readAllLines(COMMITTED) : List.of();
        if (!now.equals(committed)) {
            fail(difference(committed, now) + "\nIf the change is meant, write the text anew and commit it: " + UPDATE);
        }
    }

    @Test
    void differenceNamesTheClassOfEachLineAddedOrRemoved() {
        List<String> before = List.of("public interface a.B", "    void one()", "    void two()");
        List<String> after = List.of("public interface a.B", "    void one()", "    int two()");

        assertThat(difference(before, after)).endsWith("\n- a.B: void two()\n+ a.B: int two()");
    }

    @Test
    void everythingThatCallersSeeIsInTheText() {
        assertThat(ApiSignatures.of(Sample.class))
                .containsExactly(
                        "protected abstract sealed class io.shiyun.spi.api.ApiSignaturesTest.Sample<T extends Number & Comparable<T>>"
                                + " extends ApiSignaturesTest.Hidden implements Runnable permits ApiSignaturesTest.Sealed",
                        "    protected @Nullable String name",
                        "    protected ApiSignaturesTest.Sample(int)",
                        "    protected abstract Map<String, @Nullable T> map(List<? extends @Nullable T>, Set<? super T>)"
                                + " throws IOException",
                        "    public static <X> X @Nullable [] array(X[])",
                        "    public void inherited()");
        assertThat(ApiSignatures.of(Fact.class))
                .containsExactly(
                        "protected record io.shiyun.spi.api.ApiSignaturesTest.Fact(String id, Optional<String> more)",
                        "    public ApiSignaturesTest.Fact(String)");
        assertThat(ApiSignatures.of(Kind.class))
                .containsExactly("protected enum io.shiyun.spi.api.ApiSignaturesTest.Kind", "    B", "    A");
        assertThat(ApiSignatures.of(Service.class))
                .containsExactly(
                        "protected interface io.shiyun.spi.api.ApiSignaturesTest.Service",
                        "    @Deprecated default public void old()",
                        "    public abstract void must()");
    }

    private static Path classes() throws URISyntaxException {
        return Path.of(CloudProvider.class
                .getProtectionDomain()
                .getCodeSource()
                .getLocation()
                .toURI());
    }

    private static String difference(List<String> before, List<String> after) {
        Set<String> removed = named(before);
        Set<String> added = named(after);
        Set<String> kept = new LinkedHashSet<>(removed);
        kept.retainAll(added);
        removed.removeAll(kept);
        added.removeAll(kept);
        StringBuilder text = new StringBuilder("The signatures of the SPI are not those of " + COMMITTED + ":");
        removed.forEach(line -> text.append("\n- ").append(line));
        added.forEach(line -> text.append("\n+ ").append(line));
        return removed.isEmpty() && added.isEmpty() ? text + " the order of the lines differs" : text.toString();
    }

    /** The lines, each with the class that it belongs to. */
    private static Set<String> named(List<String> lines) {
        List<String> named = new ArrayList<>();
        String owner = "";
        for (String line : lines) {
            boolean member = line.startsWith("    ");
            owner = member ? owner : line.replaceFirst(".*?\\b(?:class|interface|record|enum) ([\\w.$]+).*", "$1");
            named.add(member ? owner + ": " + line.strip() : line);
        }
        return new LinkedHashSet<>(named);
    }

    abstract static class Hidden {
        public void inherited() {}

        void unseen() {}
    }

    protected abstract static sealed class Sample<T extends Number & Comparable<T>> extends Hidden implements Runnable
            permits Sealed {
        protected @Nullable String name;
        int unseen;

        protected Sample(int size) {}

        protected abstract Map<String, @Nullable T> map(List<? extends @Nullable T> list, Set<? super T> set)
                throws IOException;

        public static <X> X @Nullable [] array(X[] xs) {
            return xs;
        }
    }

    abstract static non-sealed class Sealed extends Sample<Integer> {
        Sealed() {
            super(1);
        }
    }

    protected record Fact(String id, Optional<String> more) {
        public Fact(String id) {
            this(id, Optional.empty());
        }
    }

    protected enum Kind {
        B,
        A
    }

    protected interface Service {
        void must();

        @Deprecated
        default void old() {}
    }
}
