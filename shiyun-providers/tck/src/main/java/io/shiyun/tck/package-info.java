/**
 * The contract that every provider keeps, as rules of plain Java.
 *
 * <p>The same rules run in two ways. A plugin's own build extends {@link io.shiyun.tck.ProviderContract} with a small {@link
 * io.shiyun.tck.TckHarness}, and every rule becomes a JUnit test. {@link io.shiyun.tck.Main} runs them from the command line
 * against plugins in a folder, each of which sees only the SPI and the JDK.
 *
 * <p>A rule is skipped as absent where the provider says that it lacks an operation the rule needs; where the provider's
 * {@linkplain io.shiyun.tck.Claims claims} name that operation, absence is a failure.
 */
@NullMarked
package io.shiyun.tck;

import org.jspecify.annotations.NullMarked;
