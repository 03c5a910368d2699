/** Tests of OpenStack as a cloud. Those that need a real one read {@code OS_*} and say aloud when it is not there. */
@NullMarked
package io.shiyun.provider.openstack;

import org.jspecify.annotations.NullMarked;
