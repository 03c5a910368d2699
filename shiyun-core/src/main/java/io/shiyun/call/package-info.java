/**
 * The pipeline every call to a cloud passes: permit, audit, cache, retry, guard, time out.
 *
 * <p>Providers translate and nothing else; what makes a call safe to repeat, cheap to repeat and certain to end lives
 * here, once, as an ordered list of small steps around the provider's own method.
 */
@NullMarked
package io.shiyun.call;

import org.jspecify.annotations.NullMarked;
