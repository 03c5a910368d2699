package io.shiyun.spi;

import java.util.List;

/**
 * One kind of cloud: a stateless factory of sessions, found by {@link java.util.ServiceLoader}. A plugin is a jar that
 * names its provider in {@code META-INF/services/io.shiyun.spi.CloudProvider}.
 */
public interface CloudProvider {
    /** Returns its name, such as {@code openstack}: lower-case letters, digits and hyphens, unique among all plugins. */
    String id();

    /** Returns its name for people. */
    default String title() {
        return id();
    }

    /** Returns what it can do at best, without asking anybody: the printed matrix. */
    Capabilities capabilities();

    /** Returns the settings it reads. */
    List<Setting> settings();

    /**
     * Opens a session with one account. Does no I/O beyond the provider's own folder; a wrong secret shows at the first call
     * or at {@link Cloud#check}.
     *
     * @throws IllegalArgumentException when a setting has a value that cannot be right, naming its key
     */
    Cloud connect(CloudConfig config);
}
