package io.shiyun.finops.capacity;

/**
 * A demand of which enough is known, its course so far, and the courses it may take.
 *
 * @param demand which
 * @param course what it was like
 * @param draws what may come
 */
record Looked(Demand demand, Course course, Course.Draws draws) {}
