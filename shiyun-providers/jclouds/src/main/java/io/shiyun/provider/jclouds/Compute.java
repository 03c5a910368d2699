package io.shiyun.provider.jclouds;

import com.google.common.base.Supplier;
import com.google.inject.Injector;
import com.google.inject.Key;
import com.google.inject.TypeLiteral;
import java.util.Optional;
import java.util.Set;
import org.jclouds.compute.ComputeServiceContext;
import org.jclouds.compute.domain.Hardware;
import org.jclouds.compute.domain.Image;
import org.jclouds.compute.extensions.ImageExtension;
import org.jclouds.compute.options.TemplateOptions;
import org.jclouds.compute.strategy.CreateNodeWithGroupEncodedIntoName;
import org.jclouds.compute.strategy.DestroyNodeStrategy;
import org.jclouds.compute.strategy.GetImageStrategy;
import org.jclouds.compute.strategy.GetNodeMetadataStrategy;
import org.jclouds.compute.strategy.ListNodesStrategy;
import org.jclouds.compute.strategy.RebootNodeStrategy;
import org.jclouds.compute.strategy.ResumeNodeStrategy;
import org.jclouds.compute.strategy.SuspendNodeStrategy;
import org.jclouds.domain.Location;

/**
 * The parts of jclouds below its {@code ComputeService}: single steps that wait for nothing and cache nothing, where the service itself
 * waits, runs scripts and remembers lists for a minute.
 */
final class Compute {
    private final ComputeServiceContext context;
    private final Injector injector;

    Compute(ComputeServiceContext context) {
        this.context = context;
        this.injector = context.utils().injector();
    }

    /** Returns the sizes, asked anew at each {@code get}. */
    Supplier<Set<? extends Hardware>> hardware() {
        return injector.getInstance(Key.get(new TypeLiteral<Supplier<Set<? extends Hardware>>>() {}));
    }

    /** Returns the images, asked anew at each {@code get}. */
    Supplier<Set<? extends Image>> images() {
        return injector.getInstance(Key.get(new TypeLiteral<Supplier<Set<? extends Image>>>() {}));
    }

    Set<? extends Location> locations() {
        return context.getComputeService().listAssignableLocations();
    }

    TemplateOptions options() {
        return context.getComputeService().templateOptions();
    }

    Optional<ImageExtension> imageExtension() {
        return Optional.ofNullable(
                context.getComputeService().getImageExtension().orNull());
    }

    CreateNodeWithGroupEncodedIntoName creator() {
        return injector.getInstance(CreateNodeWithGroupEncodedIntoName.class);
    }

    GetNodeMetadataStrategy node() {
        return injector.getInstance(GetNodeMetadataStrategy.class);
    }

    ListNodesStrategy nodes() {
        return injector.getInstance(ListNodesStrategy.class);
    }

    GetImageStrategy image() {
        return injector.getInstance(GetImageStrategy.class);
    }

    DestroyNodeStrategy destroyer() {
        return injector.getInstance(DestroyNodeStrategy.class);
    }

    RebootNodeStrategy rebooter() {
        return injector.getInstance(RebootNodeStrategy.class);
    }

    ResumeNodeStrategy resumer() {
        return injector.getInstance(ResumeNodeStrategy.class);
    }

    SuspendNodeStrategy suspender() {
        return injector.getInstance(SuspendNodeStrategy.class);
    }

    void close() {
        context.close();
    }
}
