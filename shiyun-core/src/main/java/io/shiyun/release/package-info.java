/**
 * One release engine for every place an app can run: deploy, roll, roll back, scale, restart and delete as small steps
 * that the place supplies and the engine judges.
 *
 * <p>A release is an intent in the store, written before its first step, with the order frozen. The engine follows what
 * the place answers, gives up early where waiting does not help, and brings back the revision that served. What a dead
 * process left unfinished is gone on with by sending the same order again, which a place answers harmlessly.
 */
@NullMarked
package io.shiyun.release;

import org.jspecify.annotations.NullMarked;
