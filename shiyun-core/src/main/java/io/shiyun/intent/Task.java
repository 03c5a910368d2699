package io.shiyun.intent;

/**
 * Work that goes on in turns, with waits between them that hold no thread of its own. One thread at a time takes a turn.
 *
 * @param <R> what it leads to
 */
public interface Task<R> {
    /**
     * Does what is to be done now.
     *
     * @return when to be called again, or the end
     */
    Step<R> advance();

    /** Nobody takes another turn: what it holds is given back. Called at most once, and never during a turn. */
    default void abandoned() {}
}
