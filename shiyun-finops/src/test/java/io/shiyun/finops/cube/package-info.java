/** Tests of the cube and of splits. */
package io.shiyun.finops.cube;
