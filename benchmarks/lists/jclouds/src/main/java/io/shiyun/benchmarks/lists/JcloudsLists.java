package io.shiyun.benchmarks.lists;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Properties;
import org.jclouds.ContextBuilder;
import org.jclouds.openstack.keystone.config.KeystoneProperties;
import org.jclouds.openstack.nova.v2_0.NovaApi;

/** Lists the servers of an OpenStack by jclouds, with the settings of {@code OS_*}: {@code once} or {@code again N}. */
public final class JcloudsLists {
    private JcloudsLists() {}

    /** Lists. */
    public static void main(String[] args) throws Exception {
        Lister.run(args, JcloudsLists::open);
    }

    private static Lister open() {
        Properties properties = new Properties();
        properties.setProperty(KeystoneProperties.KEYSTONE_VERSION, "3");
        properties.setProperty(KeystoneProperties.SCOPE, "project:" + System.getenv("OS_PROJECT_NAME"));
        NovaApi nova = ContextBuilder.newBuilder("openstack-nova")
                .endpoint(System.getenv("OS_AUTH_URL"))
                .credentials("Default:" + System.getenv("OS_USERNAME"), System.getenv("OS_PASSWORD"))
                .overrides(properties)
                .buildApi(NovaApi.class);
        return new Lister() {
            @Override
            public List<?> list() {
                String region = nova.getConfiguredRegions().iterator().next();
                return ImmutableList.copyOf(
                        nova.getServerApi(region).listInDetail().concat());
            }

            @Override
            public void close() throws Exception {
                nova.close();
            }
        };
    }
}
