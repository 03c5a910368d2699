package io.shiyun.model;

/** Anything that lies in one region of one cloud: every id, order, query and ticket. */
public interface Located {
    /** Returns the region that a call about this goes to. */
    Region region();

    /** Returns the cloud of {@link #region()}. */
    default CloudId cloud() {
        return region().cloud();
    }
}
