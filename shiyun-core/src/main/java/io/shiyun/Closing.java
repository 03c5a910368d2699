package io.shiyun;

import java.util.Collection;
import org.jspecify.annotations.Nullable;

/** Closes several things, each of them whatever the others do. */
final class Closing {
    private Closing() {}

    /** Closes all, in their order; throws the first failure, with the others suppressed in it. */
    static void all(Collection<? extends AutoCloseable> resources) {
        RuntimeException first = null;
        for (AutoCloseable resource : resources) {
            first = join(first, close(resource));
        }
        if (first != null) {
            throw first;
        }
    }

    private static @Nullable RuntimeException close(AutoCloseable resource) {
        try {
            resource.close();
            return null;
        } catch (RuntimeException e) {
            return e;
        } catch (Exception e) {
            return new IllegalStateException(resource + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static @Nullable RuntimeException join(@Nullable RuntimeException first, @Nullable RuntimeException next) {
        if (first == null || next == null) {
            return first == null ? next : first;
        }
        first.addSuppressed(next);
        return first;
    }
}
