package io.shiyun.call;

import static io.shiyun.spi.Operation.PLACES_REGIONS;
import static io.shiyun.spi.Operation.PLACES_ZONES;

import io.shiyun.model.Place;
import io.shiyun.model.Region;
import io.shiyun.model.Zone;
import io.shiyun.spi.Call;
import io.shiyun.spi.Capabilities;
import io.shiyun.spi.Places;
import java.util.List;
import java.util.function.Supplier;

/** {@link Places} by way of the pipeline. */
final class GuardedPlaces extends Guarded<Places> implements Places {
    GuardedPlaces(Pipeline pipeline, Places places, Supplier<Capabilities> abilities) {
        super(pipeline, places, abilities);
    }

    @Override
    public List<Place> regions(Region any, Call call) {
        return ask(PLACES_REGIONS, any, call, Places::regions);
    }

    @Override
    public List<Zone> zones(Region region, Call call) {
        return ask(PLACES_ZONES, region, call, Places::zones);
    }
}
