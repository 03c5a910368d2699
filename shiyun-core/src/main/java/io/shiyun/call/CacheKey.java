package io.shiyun.call;

import io.shiyun.model.Located;
import io.shiyun.spi.Operation;
import org.jspecify.annotations.Nullable;

/**
 * What distinguishes one question from another. The cloud and region are those of the subject.
 *
 * @param operation what is asked
 * @param subject about what
 * @param argument whatever else was asked for
 */
record CacheKey(
        Operation operation, Located subject, @Nullable Object argument) {}
