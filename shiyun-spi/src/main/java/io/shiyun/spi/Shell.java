package io.shiyun.spi;

import java.io.InputStream;
import java.io.OutputStream;

/** An open shell session on a host. Closing it ends what runs in it. */
public interface Shell extends AutoCloseable {
    /** Returns where keystrokes go. */
    OutputStream input();

    /** Returns what appears on the screen. */
    InputStream output();

    /** Tells that the window has another size now. */
    void resize(Terminal terminal);

    /** Waits for the shell to end and returns its exit code. */
    int waitFor(Call call);

    @Override
    void close();
}
