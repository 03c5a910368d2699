package io.shiyun.spi;

import java.util.Objects;

/**
 * The window of a shell.
 *
 * @param columns characters in a line
 * @param rows lines
 * @param type such as xterm-256color
 */
public record Terminal(int columns, int rows, String type) {
    public Terminal {
        Objects.requireNonNull(type, "type");
    }
}
