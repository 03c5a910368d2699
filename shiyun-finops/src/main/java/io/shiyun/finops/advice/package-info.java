/**
 * Advice on what could cost less, each with its evidence, what it saves, and a plan that carries it out when, and only
 * when, its caller says so.
 */
@NullMarked
package io.shiyun.finops.advice;

import org.jspecify.annotations.NullMarked;
