package io.shiyun.store;

/** Where a notice stands. */
public enum NoticeState {
    /** To be delivered. */
    WAITING,
    /** The target took it. */
    DELIVERED,
    /** The target refused it for good, or it was too old; nobody was told. */
    GIVEN_UP
}
