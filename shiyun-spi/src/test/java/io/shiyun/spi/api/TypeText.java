package io.shiyun.spi.api;

import java.lang.reflect.AnnotatedArrayType;
import java.lang.reflect.AnnotatedParameterizedType;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.AnnotatedWildcardType;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.lang.reflect.TypeVariable;
import java.util.Arrays;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Types as text: simple names, type arguments, and JSpecify's {@code @Nullable}. Spelt out here, because the text that the
 * JDK gives for annotated types differs between its versions.
 */
final class TypeText {
    private TypeText() {}

    static String of(AnnotatedType type) {
        String nullable = type.isAnnotationPresent(Nullable.class) ? "@Nullable " : "";
        if (type instanceof AnnotatedArrayType array) {
            return of(array.getAnnotatedGenericComponentType()) + (nullable.isEmpty() ? "" : " " + nullable) + "[]";
        }
        if (type instanceof AnnotatedWildcardType wildcard) {
            return nullable + wildcard(wildcard);
        }
        if (type instanceof AnnotatedParameterizedType parameterized) {
            Class<?> raw = (Class<?>) ((ParameterizedType) parameterized.getType()).getRawType();
            return nullable + name(raw) + list("<", parameterized.getAnnotatedActualTypeArguments(), ", ", ">");
        }
        Type plain = type.getType();
        return nullable + (plain instanceof Class<?> c ? name(c) : plain.getTypeName());
    }

    /** Joins types, or answers an empty text when there are none. */
    static String list(String before, AnnotatedType[] types, String between, String after) {
        return types.length == 0
                ? ""
                : Arrays.stream(types).map(TypeText::of).collect(Collectors.joining(between, before, after));
    }

    /** The type parameters of a class or method, with their bounds, as {@code <T extends Foo & Bar>}. */
    static String parameters(TypeVariable<?>[] variables) {
        return variables.length == 0
                ? ""
                : Arrays.stream(variables)
                        .map(v -> v.getName() + bounds(" extends ", v.getAnnotatedBounds()))
                        .collect(Collectors.joining(", ", "<", ">"));
    }

    /** The simple name with those of the enclosing classes. */
    static String name(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return outer == null ? type.getSimpleName() : name(outer) + "." + type.getSimpleName();
    }

    private static String wildcard(AnnotatedWildcardType type) {
        String lower = bounds(" super ", type.getAnnotatedLowerBounds());
        return "?" + (lower.isEmpty() ? bounds(" extends ", type.getAnnotatedUpperBounds()) : lower);
    }

    private static String bounds(String word, AnnotatedType[] bounds) {
        return Stream.of(bounds)
                .map(TypeText::of)
                .filter(bound -> !bound.equals("Object") && !bound.equals("null"))
                .collect(Collectors.collectingAndThen(
                        Collectors.joining(" & "), text -> text.isEmpty() ? "" : word + text));
    }
}
