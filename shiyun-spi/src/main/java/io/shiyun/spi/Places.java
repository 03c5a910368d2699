package io.shiyun.spi;

import io.shiyun.model.Place;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import java.util.List;

/**
 * Where a cloud is.
 */
public interface Places extends CloudService {
    /**
     * Lists the regions of the cloud; {@code any} is one that answers.
     */
    List<Place> regions(Region any, Call call);

    /**
     * Lists the zones of a region that this account may use.
     */
    List<Zone> zones(Region region, Call call);
}
