package io.shiyun.call;

import io.shiyun.spi.CloudService;
import io.shiyun.spi.Intent;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/** Names the cloud, and the intent if there is one, in the logging context of whatever is logged further in. */
final class ContextStep implements Step {
    static final String CLOUD = "cloud";
    static final String INTENT = "intent";

    @Override
    public <S extends CloudService, T> T around(Invocation<S, T> invocation, Next next) {
        String cloudBefore = MDC.get(CLOUD);
        MDC.put(CLOUD, invocation.lane().region().cloud().name());
        Intent intent = invocation.intent();
        try {
            return intent == null ? next.proceed(invocation) : withIntent(intent, invocation, next);
        } finally {
            restore(CLOUD, cloudBefore);
        }
    }

    private static <S extends CloudService, T> T withIntent(Intent intent, Invocation<S, T> invocation, Next next) {
        String before = MDC.get(INTENT);
        MDC.put(INTENT, intent.token());
        try {
            return next.proceed(invocation);
        } finally {
            restore(INTENT, before);
        }
    }

    private static void restore(String key, @Nullable String before) {
        if (before == null) {
            MDC.remove(key);
        } else {
            MDC.put(key, before);
        }
    }
}
