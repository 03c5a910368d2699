package io.shiyun.wire;

import java.io.IOException;
import java.io.InputStream;

/**
 * Reads the body of a reply while it comes.
 *
 * @param <T> what it makes of it
 */
@FunctionalInterface
public interface BodyReader<T> {
    /**
     * Reads the body; the stream is closed afterwards.
     *
     * @param head the reply without its body
     * @throws IOException when it is not understood
     */
    T read(Reply head, InputStream body) throws IOException;
}
