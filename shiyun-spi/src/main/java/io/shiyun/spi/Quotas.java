package io.shiyun.spi;

import io.shiyun.model.Quota;
import io.shiyun.model.Region;
import java.util.List;

/**
 * Limits of the account.
 */
public interface Quotas extends CloudService {
    /**
     * Lists limits, with what is used where the cloud says.
     */
    List<Quota> list(Region region, Call call);
}
