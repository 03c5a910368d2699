package io.shiyun.finops.focus;

import org.jspecify.annotations.Nullable;

/** How a field of FOCUS comes out of a row of another bill. */
interface Expr {
    /** Returns the field, or null; throws {@link BadValue} if what the row has cannot be understood. */
    @Nullable String of(RawRow row);
}
