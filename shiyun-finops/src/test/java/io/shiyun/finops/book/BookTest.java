package io.shiyun.finops.book;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.shiyun.finops.money.BillingException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BookTest {
    private static final List<String> FIRST = List.of("a", "", "tab\there", "line\nend\r", "back\\slash \\t", "nul\0");
    private static final List<String> SECOND = List.of("张三 <b>");

    @TempDir
    Path folder;

    private Path path;

    @BeforeEach
    void write() {
        path = folder.resolve("book");
        try (Book book = Book.open(path, "tests", (at, texts) -> {})) {
            long first = book.append(FIRST);
            long second = book.append(SECOND);
            assertThat(book.read(first)).isEqualTo(FIRST);
            assertThat(book.read(second)).isEqualTo(SECOND);
        }
    }

    @Test
    void whatWasAddedIsThereAgain() {
        assertThat(read()).containsExactly(FIRST, SECOND);
    }

    /** Every length that a torn write can leave is tried. */
    @Test
    void whatIsHalfWrittenAtTheEndGoes() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int secondFrom = indexOfLine(whole, 2);
        for (int length = secondFrom; length < whole.length - 1; length++) {
            Files.write(path, Arrays.copyOf(whole, length));
            assertThat(read()).as("cut at " + length).containsExactly(FIRST);
            assertThat(Files.size(path)).isEqualTo(secondFrom);
        }
    }

    @Test
    void aMissingLineEndIsPutBack() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, whole.length - 1));

        assertThat(read()).containsExactly(FIRST, SECOND);
        assertThat(Files.readAllBytes(path)).isEqualTo(whole);
    }

    @Test
    void aBlockThatNeverReachedTheDiskIsHalfWritten() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        Arrays.fill(whole, whole.length - 20, whole.length - 2, (byte) 0);
        Files.write(path, whole);

        assertThat(read()).containsExactly(FIRST);
    }

    @Test
    void anyOtherByteThatChangesIsFound() throws IOException {
        byte[] whole = Files.readAllBytes(path);
        int refused = 0;
        for (int i = 0; i < whole.length - 1; i++) {
            byte[] altered = whole.clone();
            altered[i] = (byte) (altered[i] == 'x' ? 'y' : 'x');
            Files.write(path, altered);
            assertThatThrownBy(this::read)
                    .as("byte " + i)
                    .isInstanceOf(BillingException.class)
                    .hasMessageContaining("was altered");
            refused++;
        }
        assertThat(refused).isEqualTo(whole.length - 1);
    }

    @Test
    void aLineThatIsTakenOutOrMovedIsFound() throws IOException {
        List<String> lines = Files.readAllLines(path);
        Files.writeString(path, lines.get(0) + "\n" + lines.get(2) + "\n");
        assertThatThrownBy(this::read).hasMessageContaining("line 2 does not fit");
        Files.writeString(path, lines.get(1) + "\n" + lines.get(2) + "\n");
        assertThatThrownBy(this::read).hasMessageContaining("was altered: line 1");
    }

    @Test
    void whatIsCutOffTheEndIsSeenByTheHead() throws IOException {
        Head head;
        try (Book book = Book.open(path, "tests", (at, texts) -> {})) {
            head = book.head();
            assertThat(book.passed(head)).isTrue();
            book.append(SECOND);
            assertThat(book.passed(Head.of(head.toString()))).isTrue();
        }
        byte[] whole = Files.readAllBytes(path);
        Files.write(path, Arrays.copyOf(whole, indexOfLine(whole, 2)));
        try (Book book = Book.open(path, "tests", (at, texts) -> {})) {
            assertThat(book.passed(head)).isFalse();
        }
        assertThatThrownBy(() -> Head.of("3:zz")).hasMessageContaining("is not the seal of a book");
    }

    @Test
    void oneHasItOpenAtATime() {
        try (Book book = Book.open(path, "tests", (at, texts) -> {})) {
            assertThat(book.head().entries()).isEqualTo(2);
            assertThatThrownBy(this::read).hasMessageContaining("is open in this process already");
        }
        assertThat(read()).hasSize(2);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "hello\n", "hello"})
    void anotherFileIsNoBook(String content) throws IOException {
        Files.writeString(path, content);
        if (content.endsWith("\n")) {
            assertThatThrownBy(this::read).isInstanceOf(BillingException.class);
            assertThat(Files.readString(path)).isEqualTo(content);
        } else {
            assertThat(read()).isEmpty();
        }
    }

    @Test
    void anotherKindIsRefused() {
        assertThatThrownBy(() -> Book.open(path, "invoices", (at, texts) -> {}))
                .hasMessageContaining("is not one of invoices");
        assertThatThrownBy(() -> Book.open(folder, "tests", (at, texts) -> {}))
                .isInstanceOf(BillingException.class)
                .hasMessageContaining("cannot be opened");
    }

    @Test
    void aClosedBookSaysSo() {
        Book book = Book.open(path, "tests", (at, texts) -> {});
        book.close();
        assertThatThrownBy(() -> book.append(FIRST)).hasMessageContaining("is closed; open it again");
    }

    private List<List<String>> read() {
        List<List<String>> all = new ArrayList<>();
        Book.open(path, "tests", (at, texts) -> all.add(texts)).close();
        return all;
    }

    private static int indexOfLine(byte[] bytes, int line) {
        int at = 0;
        for (int found = 0; found < line; at++) {
            found += bytes[at] == '\n' ? 1 : 0;
        }
        return at;
    }
}
