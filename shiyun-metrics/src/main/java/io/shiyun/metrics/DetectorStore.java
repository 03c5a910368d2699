package io.shiyun.metrics;

import java.io.UncheckedIOException;

/** Where a bank puts the states that it has no room for. One bank uses it, from one thread at a time. */
public interface DetectorStore {
    /** Keeps nothing: what leaves the bank is forgotten. */
    DetectorStore NONE = new DetectorStore() {
        @Override
        public void put(long series, byte[] from, int offset, int length) {}

        @Override
        public boolean take(long series, byte[] into, int offset, int length) {
            return false;
        }
    };

    /**
     * Keeps the state of a series, in place of one kept before.
     *
     * @throws UncheckedIOException when it could not; then nothing changed
     */
    void put(long series, byte[] from, int offset, int length);

    /**
     * Hands back the state of a series and keeps it no longer; answers false, touching nothing, when it has none.
     *
     * @throws UncheckedIOException when there is one that cannot be read or is damaged; it is kept no longer
     */
    boolean take(long series, byte[] into, int offset, int length);
}
