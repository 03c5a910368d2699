package io.shiyun.offer;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the numbers of texts mean in a column of fixed words, each looked up once. For one thread.
 *
 * @param <T> the meaning
 */
final class Meanings<T> {
    private final Texts texts;
    private final Function<String, @Nullable T> words;
    private final List<@Nullable Optional<T>> known = new ArrayList<>();
    /** The text asked for last, which is often the next one too, and its meaning. */
    private int last = -1;

    private @Nullable T lastMeaning;

    Meanings(Texts texts, Function<String, @Nullable T> words) {
        this.texts = texts;
        this.words = words;
    }

    /** Returns the meaning of a text, or null when it has none here. */
    @Nullable T of(int text) {
        if (text != last) {
            lastMeaning = look(text);
            last = text;
        }
        return lastMeaning;
    }

    private @Nullable T look(int text) {
        while (known.size() <= text) {
            known.add(null);
        }
        Optional<T> meaning = known.get(text);
        if (meaning == null) {
            meaning = Optional.ofNullable(words.apply(texts.get(text)));
            known.set(text, meaning);
        }
        return meaning.orElse(null);
    }
}
