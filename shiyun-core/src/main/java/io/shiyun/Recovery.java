package io.shiyun;

import java.util.List;

/**
 * What became of the work that an earlier process had left unfinished.
 *
 * @param releases how the releases ended
 * @param others how the creates, resizes and deletes ended or stand, a sentence each
 * @param open what could not be gone on with yet, a sentence each; it is tried again at the next start
 */
public record Recovery(List<Release> releases, List<String> others, List<String> open) {
    /** Copies. */
    public Recovery {
        releases = List.copyOf(releases);
        others = List.copyOf(others);
        open = List.copyOf(open);
    }

    /** Returns whether nothing is left to be done. */
    public boolean settled() {
        return open.isEmpty();
    }
}
