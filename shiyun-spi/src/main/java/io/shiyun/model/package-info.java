/**
 * Ids, values, facts and problems: what users and providers both see. Ids name things, values measure them, facts are
 * what a cloud said of them, problems are why it did not do what was asked. Everything here is immutable and safe for use
 * by several threads, builders apart.
 */
@NullMarked
package io.shiyun.model;

import org.jspecify.annotations.NullMarked;
