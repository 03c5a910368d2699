package io.shiyun.process;

/**
 * The answer to one {@link Probe}.
 *
 * @param detail what was seen, for people
 */
public record ProbeResult(boolean healthy, String detail) {}
