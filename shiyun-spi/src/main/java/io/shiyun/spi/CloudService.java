package io.shiyun.spi;

/** What {@link Cloud#find} answers with: one plural noun, a few verbs. Thread-safe, like the session it belongs to. */
public interface CloudService {}
