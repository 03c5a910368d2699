/**
 * The durable state of an installation: what we are about to do, what was done, what it cost, and what was last known,
 * in one SQL file (SQLite, write-ahead log, every commit synced to the disk).
 *
 * <p>{@link io.shiyun.store.Store#write} runs one transaction, in which {@link io.shiyun.store.Tx} offers the tables;
 * what is written together is kept together or not at all. The store speaks texts, numbers and records of its own, so
 * that its rows outlive changes of the classes above it. An empty text in a row means absent. Times are cut to
 * microseconds.
 */
@NullMarked
package io.shiyun.store;

import org.jspecify.annotations.NullMarked;
