/**
 * Amazon Web Services, by its own protocols and without its SDK. {@link io.shiyun.provider.aws.AwsProvider} is the way in, found
 * by its service. Each service of the SPI is a small class over {@code AwsClient}, which signs, sends and sorts refusals by a table
 * of data. Nothing here retries, caches or waits: a wrong clock and an ended credential alone are put right, once, as their answers ask.
 */
@NullMarked
package io.shiyun.provider.aws;

import org.jspecify.annotations.NullMarked;
