package io.shiyun.wire.rig;

import java.io.IOException;

/** How a {@link Rig} answers a request. */
@FunctionalInterface
public interface Answer {
    /** Answers; a line that is still open afterwards is kept for the next request. */
    void to(Seen request, Line line) throws IOException;
}
