package io.shiyun.broker;

import io.shiyun.call.Clouds;
import io.shiyun.model.CloudException;
import io.shiyun.model.Image;
import io.shiyun.model.ImageId;
import io.shiyun.model.Region;
import io.shiyun.model.ResourceState;
import io.shiyun.spi.Images;
import io.shiyun.spi.Operation;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** The image of one wish in each region, asked for once and then kept for the whole request. Thread-safe. */
final class ImageLookup {
    private final Clouds clouds;
    private final String name;
    private final Map<Region, Image> known = new ConcurrentHashMap<>();

    ImageLookup(Clouds clouds, String name) {
        this.clouds = clouds;
        this.name = name;
    }

    /**
     * Returns the image.
     *
     * @throws CloudException why the region does not tell, NOT_FOUND when it has none of this name
     */
    Image in(Region region) {
        Image found = known.get(region);
        if (found == null) {
            found = resolve(region);
            known.put(region, found);
        }
        return found;
    }

    private Image resolve(Region region) {
        Optional<Images> images = clouds.cloud(region.cloud()).find(Images.class);
        return images.isPresent()
                ? images.get().resolve(region, name, clouds.call(Operation.IMAGES_RESOLVE))
                : Image.builder(new ImageId(region, name), name, ResourceState.READY)
                        .build();
    }
}
