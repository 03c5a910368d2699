/**
 * Bills in: cost rows by the FOCUS specification, read, checked and kept exact.
 *
 * <p>A reader codes each wanted text column by a {@link io.shiyun.finops.focus.Dictionary} of
 * {@link io.shiyun.finops.focus.FocusCodes}, turns amounts into multiples of 1e-11 ({@link
 * io.shiyun.finops.money.Fixed}), and hands rows to a {@link io.shiyun.finops.focus.FocusSink} in
 * {@linkplain io.shiyun.finops.focus.RowBatch batches} of columns. A file is one load: begun, filled, and committed if
 * all of it is good. Each row says to which {@link io.shiyun.finops.focus.Part} it belongs (file name, provider, billing
 * period); a commit replaces what earlier loads brought for the same parts, which is how a restated file takes the place
 * of its former self.
 */
@NullMarked
package io.shiyun.finops.focus;

import org.jspecify.annotations.NullMarked;
