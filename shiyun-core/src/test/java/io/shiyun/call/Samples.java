package io.shiyun.call;

import io.shiyun.spi.Call;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.reflect.Array;
import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Proxy;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.Currency;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Some value of any type the SPI speaks of, made from its own parts. */
final class Samples {
    private static final String TEXT = "aaaaaaaaaaaaaaaa";

    private Samples() {}

    static Object of(Type type) {
        if (type.getTypeName().equals("java.util.List<java.lang.String>")) {
            return List.of(TEXT);
        }
        if (type instanceof ParameterizedType generic) {
            return of((Class<?>) generic.getRawType());
        }
        return type instanceof Class<?> plain ? of(plain) : TEXT;
    }

    private static Object of(Class<?> type) {
        Map<Class<?>, Object> plain = Map.ofEntries(
                Map.entry(String.class, TEXT),
                Map.entry(int.class, 1),
                Map.entry(Integer.class, 1),
                Map.entry(long.class, 1L),
                Map.entry(Long.class, 1L),
                Map.entry(double.class, 1.0),
                Map.entry(boolean.class, true),
                Map.entry(Boolean.class, true),
                Map.entry(Duration.class, Duration.ofSeconds(1)),
                Map.entry(Instant.class, Instant.EPOCH),
                Map.entry(BigDecimal.class, BigDecimal.ONE),
                Map.entry(Currency.class, Currency.getInstance("EUR")),
                Map.entry(Optional.class, Optional.empty()),
                Map.entry(List.class, List.of()),
                Map.entry(Map.class, Map.of()),
                Map.entry(Object.class, TEXT));
        if (plain.containsKey(type)) {
            return plain.get(type);
        }
        if (type == InputStream.class) {
            return InputStream.nullInputStream();
        }
        if (type == OutputStream.class) {
            return OutputStream.nullOutputStream();
        }
        if (type.isEnum()) {
            return type.getEnumConstants()[0];
        }
        if (type.isArray()) {
            return Array.newInstance(type.getComponentType(), 0);
        }
        if (type.isRecord()) {
            return record(type);
        }
        if (type.isSealed()) {
            return Stream.of(type.getPermittedSubclasses())
                    .filter(Class::isRecord)
                    .findFirst()
                    .map(Samples::of)
                    .orElseThrow(() -> new IllegalArgumentException("no sample of " + type));
        }
        if (type.isInterface()) {
            return Proxy.newProxyInstance(
                    type.getClassLoader(), new Class<?>[] {type}, (proxy, method, args) -> switch (method.getName()) {
                        case "equals" -> proxy == args[0];
                        case "hashCode" -> System.identityHashCode(proxy);
                        case "toString" -> "a sample " + type.getSimpleName();
                        default -> null;
                    });
        }
        return built(type);
    }

    private static Object record(Class<?> type) {
        RecordComponent[] parts = type.getRecordComponents();
        Class<?>[] types = Stream.of(parts).map(RecordComponent::getType).toArray(Class<?>[]::new);
        Object[] values =
                Stream.of(parts).map(part -> of(part.getGenericType())).toArray();
        try {
            Constructor<?> canonical = type.getDeclaredConstructor(types);
            canonical.setAccessible(true);
            return canonical.newInstance(values);
        } catch (InvocationTargetException e) {
            throw new IllegalArgumentException("no sample of " + type + ": " + e.getCause(), e);
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no sample of " + type, e);
        }
    }

    /** A final class with a static builder of its necessary parts. */
    private static Object built(Class<?> type) {
        try {
            for (var method : type.getMethods()) {
                if (method.getName().equals("builder") || method.getName().equals("of")) {
                    Object[] values = Stream.of(method.getGenericParameterTypes())
                            .map(Samples::of)
                            .toArray();
                    Object made = method.invoke(null, values);
                    return type.isInstance(made)
                            ? made
                            : made.getClass().getMethod("build").invoke(made);
                }
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalArgumentException("no sample of " + type, e);
        }
        throw new IllegalArgumentException("no sample of " + type + (type == Call.class ? ", make one" : ""));
    }
}
