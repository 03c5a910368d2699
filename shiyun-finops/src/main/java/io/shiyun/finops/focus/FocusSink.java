package io.shiyun.finops.focus;

import java.util.List;

/**
 * Where checked rows go. A reader begins a load for each file, hands over its rows in batches and commits at the end;
 * a file that proves bad is never committed, so a sink holds back what a load brings until its commit. Calls for one
 * sink come from one thread at a time.
 */
public interface FocusSink {
    /**
     * Opens a load.
     *
     * @param file the name under which the file is loaded
     * @param codes the meaning of all codes in the batches to come; the same object as long as the reader lives
     */
    Load begin(String file, FocusCodes codes);

    /** The rows of one file on their way in. */
    interface Load extends AutoCloseable {
        /** Takes rows. The batch belongs to the reader and is filled again afterwards: copy what is kept. */
        void accept(RowBatch batch);

        /**
         * Makes the rows count, all at once, and takes away what earlier loads brought for the same parts.
         *
         * @param parts the parts that {@link RowBatch#parts()} points into, in the order of their codes from 0
         */
        void commit(List<Part> parts);

        /** Forgets the rows unless they were committed. */
        @Override
        void close();
    }
}
