package io.shiyun.spi.api;

import java.io.IOException;
import java.lang.reflect.AnnotatedElement;
import java.lang.reflect.AnnotatedType;
import java.lang.reflect.Constructor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What code outside of a package can see of classes, as lines of text in a stable order: a line for each class, and below it,
 * indented, one for each member. What a record or an enum always has is left out.
 */
final class ApiSignatures {
    private static final Set<String> OF_EVERY_RECORD = Set.of("equals(Object)", "hashCode()", "toString()");

    private ApiSignatures() {}

    /** The lines for all classes below a folder of class files. */
    static List<String> ofFolder(Path classes, ClassLoader loader) throws IOException {
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.map(file -> classes.relativize(file).toString().replace('\\', '/'))
                    .filter(file -> file.endsWith(".class") && !file.endsWith("-info.class"))
                    .map(file ->
                            file.substring(0, file.length() - ".class".length()).replace('/', '.'))
                    .sorted()
                    .map(name -> load(name, loader))
                    .filter(ApiSignatures::visible)
                    .forEach(type -> lines.addAll(of(type)));
        }
        return lines;
    }

    /** The line of one class and those of its members. */
    static List<String> of(Class<?> type) {
        List<String> lines = new ArrayList<>();
        lines.add(header(type));
        Arrays.stream(type.getDeclaredFields())
                .filter(Field::isEnumConstant)
                .forEach(constant -> lines.add("    " + constant.getName()));
        Set<String> fields = new TreeSet<>();
        Set<String> constructors = new TreeSet<>();
        Set<String> methods = new TreeSet<>();
        Arrays.stream(type.getDeclaredConstructors())
                .filter(c -> visible(c.getModifiers(), c.isSynthetic(), type) && !canonical(c, type))
                .forEach(c -> constructors.add("    " + constructor(c)));
        for (Class<?> source : withHiddenSupertypes(type)) {
            Arrays.stream(source.getDeclaredFields())
                    .filter(f -> visible(f.getModifiers(), f.isSynthetic(), type) && !f.isEnumConstant())
                    .forEach(f -> fields.add("    " + field(f)));
            Arrays.stream(source.getDeclaredMethods())
                    .filter(m -> visible(m.getModifiers(), m.isSynthetic(), type) && !implied(m, type))
                    .forEach(m -> methods.add("    " + method(m)));
        }
        lines.addAll(fields);
        lines.addAll(constructors);
        lines.addAll(methods);
        return lines;
    }

    private static Class<?> load(String name, ClassLoader loader) {
        try {
            return Class.forName(name, false, loader);
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException("The class file of " + name + " is there, but it does not load", e);
        }
    }

    private static boolean visible(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        if (type.isAnonymousClass() || type.isLocalClass() || type.isSynthetic()) {
            return false;
        }
        return outer == null
                ? Modifier.isPublic(type.getModifiers())
                : visible(outer) && visible(type.getModifiers(), false, outer);
    }

    private static boolean visible(int modifiers, boolean synthetic, Class<?> owner) {
        boolean extensible = !Modifier.isFinal(owner.getModifiers());
        return !synthetic && (Modifier.isPublic(modifiers) || (Modifier.isProtected(modifiers) && extensible));
    }

    /** The class, and those of its supertypes that only it makes visible. */
    private static Set<Class<?>> withHiddenSupertypes(Class<?> type) {
        Set<Class<?>> all = new LinkedHashSet<>(List.of(type));
        Stream.concat(Stream.ofNullable(type.getSuperclass()), Stream.of(type.getInterfaces()))
                .filter(above -> !visible(above))
                .forEach(above -> all.addAll(withHiddenSupertypes(above)));
        return all;
    }

    private static boolean canonical(Constructor<?> constructor, Class<?> type) {
        return type.isRecord()
                && Arrays.equals(
                        constructor.getParameterTypes(),
                        Arrays.stream(type.getRecordComponents())
                                .map(RecordComponent::getType)
                                .toArray(Class<?>[]::new));
    }

    private static boolean implied(Method method, Class<?> type) {
        if (type.isEnum() && Modifier.isStatic(method.getModifiers())) {
            return method.getName().equals("values")
                    || (method.getName().equals("valueOf") && method.getParameterCount() == 1);
        }
        return type.isRecord()
                && (OF_EVERY_RECORD.contains(method.getName() + parameters(method))
                        || Arrays.stream(type.getRecordComponents())
                                .anyMatch(component -> component.getAccessor().equals(method)));
    }

    private static String header(Class<?> type) {
        String kind = type.isAnnotation()
                ? "@interface"
                : type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        int shown = type.isInterface() || type.isEnum() || type.isRecord()
                ? Modifier.PUBLIC | Modifier.PROTECTED
                : Modifier.PUBLIC | Modifier.PROTECTED | Modifier.ABSTRACT | Modifier.FINAL;
        StringBuilder line = new StringBuilder(deprecated(type));
        line.append(words(type.getModifiers() & shown)).append(type.isSealed() ? "sealed " : "");
        line.append(kind).append(' ').append(type.getPackageName()).append('.').append(TypeText.name(type));
        line.append(TypeText.parameters(type.getTypeParameters()));
        if (type.isRecord()) {
            line.append(Arrays.stream(type.getRecordComponents())
                    .map(component -> TypeText.of(component.getAnnotatedType()) + " " + component.getName())
                    .collect(Collectors.joining(", ", "(", ")")));
        }
        AnnotatedType above = type.getAnnotatedSuperclass();
        if (kind.equals("class") && above != null && !above.getType().equals(Object.class)) {
            line.append(" extends ").append(TypeText.of(above));
        }
        String word = type.isInterface() ? " extends " : " implements ";
        line.append(TypeText.list(word, type.getAnnotatedInterfaces(), ", ", ""));
        if (type.isSealed()) {
            line.append(Arrays.stream(type.getPermittedSubclasses())
                    .map(TypeText::name)
                    .sorted()
                    .collect(Collectors.joining(", ", " permits ", "")));
        }
        return line.toString();
    }

    private static String field(Field field) {
        return deprecated(field)
                + words(field.getModifiers())
                + TypeText.of(field.getAnnotatedType())
                + " "
                + field.getName();
    }

    private static String constructor(Constructor<?> constructor) {
        return deprecated(constructor)
                + words(constructor.getModifiers())
                + TypeText.parameters(constructor.getTypeParameters())
                + TypeText.name(constructor.getDeclaringClass())
                + parameters(constructor)
                + TypeText.list(" throws ", constructor.getAnnotatedExceptionTypes(), ", ", "");
    }

    private static String method(Method method) {
        String typeParameters = TypeText.parameters(method.getTypeParameters());
        int hidden = Modifier.SYNCHRONIZED | Modifier.NATIVE | Modifier.STRICT;
        return deprecated(method)
                + (method.isDefault() ? "default " : "")
                + words(method.getModifiers() & ~hidden & ~Modifier.TRANSIENT & ~Modifier.VOLATILE)
                + (typeParameters.isEmpty() ? "" : typeParameters + " ")
                + TypeText.of(method.getAnnotatedReturnType())
                + " "
                + method.getName()
                + parameters(method)
                + TypeText.list(" throws ", method.getAnnotatedExceptionTypes(), ", ", "");
    }

    private static String parameters(Executable executable) {
        String types = TypeText.list("(", executable.getAnnotatedParameterTypes(), ", ", ")");
        return types.isEmpty() ? "()" : types;
    }

    private static String words(int modifiers) {
        String words = Modifier.toString(modifiers);
        return words.isEmpty() ? "" : words + " ";
    }

    private static String deprecated(AnnotatedElement element) {
        return element.isAnnotationPresent(Deprecated.class) ? "@Deprecated " : "";
    }
}
