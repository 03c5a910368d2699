/** Compares the SPI's signatures with the committed text. */
@NullMarked
package io.shiyun.spi.api;

import org.jspecify.annotations.NullMarked;
