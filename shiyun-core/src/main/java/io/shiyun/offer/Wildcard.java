package io.shiyun.offer;

/** Patterns in which {@code *} stands for any text, none too; every other character stands for itself. */
public final class Wildcard {
    private Wildcard() {}

    /**
     * Returns whether the whole text is as the pattern says. Goes back to the last star only, so it takes time of at most the product
     * of their lengths.
     */
    public static boolean matches(String pattern, String text) {
        int p = 0;
        int t = 0;
        int star = -1;
        int resume = 0;
        while (t < text.length()) {
            if (p < pattern.length() && pattern.charAt(p) == '*') {
                star = p++;
                resume = t;
            } else if (p < pattern.length() && pattern.charAt(p) == text.charAt(t)) {
                p++;
                t++;
            } else if (star >= 0) {
                p = star + 1;
                t = ++resume;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.charAt(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }
}
