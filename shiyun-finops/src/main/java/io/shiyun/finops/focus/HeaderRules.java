package io.shiyun.finops.focus;

import java.util.List;
import java.util.Locale;

/** What FOCUS says of the names and the order of columns. */
final class HeaderRules {
    private HeaderRules() {}

    /** Returns whether a header keeps a rule, by the name that the table of rules gives it. */
    static boolean keeps(String rule, List<String> header) {
        return switch (rule) {
            case "PASCAL" -> header.stream().allMatch(name -> !name.isEmpty() && pascal(name));
            case "ALPHANUMERIC" -> header.stream().allMatch(name -> plain(name).matches("[A-Za-z0-9]+"));
            case "ACRONYM" -> header.stream().noneMatch(name -> name.matches(".*[A-Z]{3,}.*"));
            case "LONG" -> header.stream().noneMatch(name -> name.length() > 50);
            case "PREFIX" ->
                header.stream().allMatch(name -> FocusColumn.ofHeader(name) != null || name.startsWith("x_"));
            case "CUSTOM" ->
                header.stream()
                        .filter(name -> name.toLowerCase(Locale.ROOT).startsWith("x_"))
                        .allMatch(name -> name.startsWith("x_") && plain(name).matches("[A-Z][A-Za-z0-9]*"));
            case "FIRST" -> header.isEmpty() || (FocusColumn.ofHeader(header.get(0)) != null && inOrder(header));
            case "MIXED" -> inOrder(header);
            case "PAIR" -> header.stream().noneMatch(name -> header.contains(name + "Id"));
            default -> throw new IllegalStateException("No rule of headers is called " + rule);
        };
    }

    private static boolean pascal(String name) {
        FocusColumn column = FocusColumn.ofHeader(name);
        return column == null
                ? Character.isUpperCase(plain(name).charAt(0))
                : column.header().equals(name);
    }

    private static String plain(String name) {
        return name.startsWith("x_") && name.length() > 2 ? name.substring(2) : name;
    }

    private static boolean inOrder(List<String> header) {
        boolean custom = false;
        for (String name : header) {
            boolean focus = FocusColumn.ofHeader(name) != null;
            if (custom && focus) {
                return false;
            }
            custom |= !focus;
        }
        return true;
    }
}
