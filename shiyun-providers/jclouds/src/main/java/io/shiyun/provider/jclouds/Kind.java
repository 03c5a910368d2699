package io.shiyun.provider.jclouds;

import com.google.common.reflect.TypeToken;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.Set;
import java.util.TreeSet;
import org.jclouds.ContextBuilder;
import org.jclouds.View;
import org.jclouds.apis.ApiMetadata;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.compute.ComputeServiceContext;
import org.jclouds.providers.ProviderMetadata;

/**
 * A kind of cloud that jclouds knows, by the jar of it that lies beside this one.
 *
 * @param api how to speak to it
 * @param provider who offers it, where that is settled
 */
record Kind(ApiMetadata api, Optional<ProviderMetadata> provider) {
    /** Clouds whose hosts keep the words that are sent with their creation; jclouds drops them, or part of them, elsewhere. */
    private static final Set<String> KEEP_TAGS =
            Set.of("openstack-nova", "google-compute-engine", "azurecompute-arm", "packet");

    /** Clouds that jclouds drives past the common adapter, so that it could not be kept from waiting. */
    private static final Set<String> WAITING = Set.of("ec2", "aws-ec2");

    /**
     * Finds the kind of this id.
     *
     * @throws IllegalArgumentException when there is none, naming those there are
     */
    static Kind of(String id) {
        ClassLoader loader = Kind.class.getClassLoader();
        Set<String> known = new TreeSet<>();
        for (ProviderMetadata provider : ServiceLoader.load(ProviderMetadata.class, loader)) {
            known.add(provider.getId());
            if (provider.getId().equals(id)) {
                return checked(new Kind(provider.getApiMetadata(), Optional.of(provider)));
            }
        }
        for (ApiMetadata api : ServiceLoader.load(ApiMetadata.class, loader)) {
            known.add(api.getId());
            if (api.getId().equals(id)) {
                return checked(new Kind(api, Optional.empty()));
            }
        }
        throw new IllegalArgumentException("the setting 'api' cannot be '" + id + "'; there are " + known
                + "; put the jar of another cloud of jclouds 2.7.0 beside this provider's");
    }

    private static Kind checked(Kind kind) {
        if (WAITING.contains(kind.id()) || (!kind.compute() && !kind.blobs())) {
            throw new IllegalArgumentException(
                    "the setting 'api' cannot be '" + kind.id()
                            + "': it is neither a store of objects nor driven by jclouds' common adapter; take a provider of its own");
        }
        return kind;
    }

    String id() {
        return provider.map(ProviderMetadata::getId).orElseGet(api::getId);
    }

    boolean compute() {
        return shows(ComputeServiceContext.class);
    }

    boolean blobs() {
        return shows(BlobStoreContext.class);
    }

    boolean keepsTags() {
        return KEEP_TAGS.contains(api.getId());
    }

    /** Returns whether its objects lie on this machine, in files or in memory. */
    boolean here() {
        return id().equals("filesystem") || id().equals("transient");
    }

    ContextBuilder builder() {
        return provider.map(ContextBuilder::newBuilder).orElseGet(() -> ContextBuilder.newBuilder(api));
    }

    private boolean shows(Class<? extends View> view) {
        return api.getViews().stream().anyMatch(shown -> TypeToken.of(view).isSupertypeOf(shown));
    }
}
