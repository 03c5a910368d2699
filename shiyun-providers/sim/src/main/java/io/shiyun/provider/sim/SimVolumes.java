package io.shiyun.provider.sim;

import io.shiyun.model.ResourceState;
import io.shiyun.model.Volume;

/** Volumes that exist as rows of a table. */
final class SimVolumes {
    private SimVolumes() {}

    /** Returns the volume without its host. */
    static Volume detached(Volume volume) {
        Volume.Builder alone = Volume.builder(volume.id(), volume.name(), ResourceState.READY, volume.size())
                .billed(volume.billed())
                .kind(volume.kind())
                .tags(volume.tags());
        volume.zone().ifPresent(alone::zone);
        volume.created().ifPresent(alone::created);
        return alone.build();
    }
}
