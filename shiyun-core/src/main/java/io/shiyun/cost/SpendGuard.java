package io.shiyun.cost;

/**
 * Holds money before something is created, spends it when it was, and frees it when it certainly was not. While the outcome is
 * unknown the money stays held.
 *
 * <p>Each call may come again, after a crash too: what was done by the same {@linkplain Spend#reference reference} is not done
 * twice. A call comes on the thread that creates, or at the start of a later process; it is for a guard to be safe for use by
 * several threads.
 */
public interface SpendGuard {
    /**
     * Sets the money aside. When this returns, it stays set aside through a crash.
     *
     * @throws io.shiyun.model.CloudException NOT_SENT, when it may not be spent, such as UNPAID for a balance that is too low;
     *     then nothing is sent to the cloud
     */
    void hold(Spend spend);

    /** Spends what was set aside; nothing when nothing was. What it throws is logged, and the call comes again. */
    void capture(Spend spend);

    /** Frees what was set aside; nothing when nothing was. What it throws is logged, and the call comes again. */
    void release(Spend spend);
}
