package io.shiyun.spi;

/** Undoes a registration when closed; closing it twice is harmless. */
@FunctionalInterface
public interface Registration extends AutoCloseable {
    @Override
    void close();
}
