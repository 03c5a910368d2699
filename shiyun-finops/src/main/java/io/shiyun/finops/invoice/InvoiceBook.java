package io.shiyun.finops.invoice;

import io.shiyun.finops.book.Book;
import io.shiyun.finops.book.Head;
import io.shiyun.finops.money.BillingException;
import io.shiyun.finops.money.BillingException.Reason;
import io.shiyun.finops.rating.BillingPeriod;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * All invoices and credit notes, in one file that only grows. Number and content are one entry, synced before it is
 * answered, so that a crash leaves neither a gap nor a second invoice; whoever asked before the crash asks again. Safe for
 * use by several threads, open in one process at a time. It remembers where each document stands, some hundred bytes
 * each, and reads the document itself when it is asked for.
 */
public final class InvoiceBook implements AutoCloseable {
    private record Matter(Invoice.Kind kind, String series, String about, String reference) {}

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<String, Long> last = new HashMap<>();
    private final Map<String, Long> positions = new LinkedHashMap<>();
    private final Map<Matter, String> matters = new HashMap<>();
    private final Map<String, List<String>> credits = new HashMap<>();
    private final Book book;

    private InvoiceBook(Path path) {
        book = Book.open(path, "invoices", (position, texts) -> remember(position, InvoiceText.read(texts)));
    }

    /**
     * Opens a book, or begins one.
     *
     * @throws BillingException {@link Reason#BOOK} if it is open elsewhere, altered, or cannot be read
     */
    public static InvoiceBook open(Path path) {
        return new InvoiceBook(path);
    }

    /**
     * Issues an invoice. Asked again for the same series, customer and period, it answers with the invoice that there is.
     *
     * @param day the day of issue; an invoice that there is keeps its own
     * @throws BillingException {@link Reason#CONFLICT} if the invoice that there is says something else, or if the draft
     *     replaces an invoice that is not credited in full
     */
    public Invoice issue(InvoiceDraft draft, LocalDate day) {
        return locked(() -> {
            Invoice content = draft.preview();
            String issued = matters.get(matter(content));
            if (issued != null) {
                return same(get(issued), content);
            }
            if (!content.refersTo().isEmpty()) {
                checkReplaced(content);
            }
            return write(content, day);
        });
    }

    /**
     * Gives back an invoice or part of it by a credit note. Asked again for the same invoice and reference, it answers with
     * the credit note that there is.
     *
     * @param day the day of issue; a credit note that there is keeps its own
     * @throws BillingException {@link Reason#NOT_FOUND} if there is no such invoice; {@link Reason#CONFLICT} if more would
     *     be given back than is left, or if the credit note that there is says something else
     */
    public Invoice credit(Credit credit, LocalDate day) {
        return locked(() -> {
            Invoice invoice = get(credit.invoice());
            if (invoice.kind() != Invoice.Kind.INVOICE) {
                throw new BillingException(
                        Reason.CONFLICT, credit.invoice() + " is a credit note; only an invoice is given back");
            }
            List<Invoice> notes = creditsOf(credit.invoice());
            String issued = matters.get(
                    new Matter(Invoice.Kind.CREDIT_NOTE, credit.series(), credit.invoice(), credit.reference()));
            if (issued != null) {
                int place = credits.getOrDefault(credit.invoice(), List.of()).indexOf(issued);
                Invoice asked = new CreditNote(invoice, notes.subList(0, place), credit).content(day);
                return same(notes.get(place), asked);
            }
            return write(new CreditNote(invoice, notes, credit).content(day), day);
        });
    }

    /** Returns a document by its number. */
    public Optional<Invoice> find(String number) {
        return locked(() -> Optional.ofNullable(positions.get(number)).map(this::read));
    }

    /** Returns the first invoice of a series for a customer and a period, not one that replaces it. */
    public Optional<Invoice> find(String series, String customerId, BillingPeriod period) {
        return locked(() -> Optional.ofNullable(
                        matters.get(new Matter(Invoice.Kind.INVOICE, series, about(customerId, period), "")))
                .map(this::get));
    }

    /**
     * Returns a document by its number.
     *
     * @throws BillingException {@link Reason#NOT_FOUND} if there is none
     */
    public Invoice get(String number) {
        return find(number)
                .orElseThrow(() -> new BillingException(
                        Reason.NOT_FOUND, "No invoice or credit note has the number " + number + " in this book"));
    }

    /** Returns the credit notes of an invoice, earliest first. */
    public List<Invoice> creditsOf(String invoice) {
        return locked(() ->
                credits.getOrDefault(invoice, List.of()).stream().map(this::get).toList());
    }

    /** Reads all documents in the order of issue, one at a time. */
    public void forEach(Consumer<Invoice> reader) {
        List<String> numbers = locked(() -> List.copyOf(positions.keySet()));
        numbers.forEach(number -> reader.accept(get(number)));
    }

    /**
     * Returns a text of how far the book has got: its number of entries and the hash of the last. Kept elsewhere, it shows
     * later, by {@link #holds}, that nothing was cut off the end.
     */
    public String seal() {
        return locked(() -> book.head().toString());
    }

    /** Returns whether this book, or its part up to then, is the one of which {@link #seal} told. */
    public boolean holds(String seal) {
        return locked(() -> book.passed(Head.of(seal)));
    }

    @Override
    public void close() {
        locked(() -> {
            book.close();
            return true;
        });
    }

    private Invoice write(Invoice content, LocalDate day) {
        Invoice invoice = content.numbered(last.getOrDefault(content.series(), 0L) + 1, day);
        remember(book.append(InvoiceText.of(invoice)), invoice);
        return invoice;
    }

    private void remember(long position, Invoice invoice) {
        long before = last.getOrDefault(invoice.series(), 0L);
        if (invoice.sequence() != before + 1) {
            throw new BillingException(
                    Reason.BOOK,
                    "The book has " + invoice.number() + " after the place " + before + " of its series; put back an"
                            + " unaltered copy");
        }
        last.put(invoice.series(), invoice.sequence());
        positions.put(invoice.number(), position);
        matters.put(matter(invoice), invoice.number());
        invoice.creditedInvoice()
                .ifPresent(number ->
                        credits.computeIfAbsent(number, n -> new ArrayList<>()).add(invoice.number()));
    }

    private static Matter matter(Invoice invoice) {
        return invoice.kind() == Invoice.Kind.INVOICE
                ? new Matter(
                        invoice.kind(),
                        invoice.series(),
                        about(invoice.customer().id(), invoice.period()),
                        invoice.refersTo())
                : new Matter(invoice.kind(), invoice.series(), invoice.refersTo(), invoice.reference());
    }

    private static String about(String customerId, BillingPeriod period) {
        return period.start() + "/" + period.end() + "/" + customerId;
    }

    private static Invoice same(Invoice issued, Invoice asked) {
        if (!asked.numbered(issued.sequence(), issued.issued()).equals(issued)) {
            throw new BillingException(
                    Reason.CONFLICT,
                    issued.number() + " of " + issued.issued() + " over " + issued.total() + " was issued for "
                            + issued.customer().name() + " and " + issued.period() + ", and this one over "
                            + asked.total() + " says something else (" + difference(issued, asked)
                            + "); give it back by a credit note, and issue one that replaces it");
        }
        return issued;
    }

    private static String difference(Invoice issued, Invoice asked) {
        List<String> parts = new ArrayList<>();
        part("lines", issued.lines(), asked.lines(), parts);
        part("taxes", issued.taxes(), asked.taxes(), parts);
        part("customer", issued.customer(), asked.customer(), parts);
        part("seller", issued.seller(), asked.seller(), parts);
        part("notes", issued.notes(), asked.notes(), parts);
        part("currency", issued.currency(), asked.currency(), parts);
        return parts.isEmpty() ? "days to pay, rounding or kind of prices" : String.join(", ", parts);
    }

    private static void part(String name, Object issued, Object asked, List<String> parts) {
        if (!issued.equals(asked)) {
            parts.add(name);
        }
    }

    private void checkReplaced(Invoice content) {
        Invoice replaced = get(content.refersTo());
        boolean alike = replaced.kind() == Invoice.Kind.INVOICE
                && replaced.customer().id().equals(content.customer().id())
                && replaced.period().equals(content.period());
        if (!alike) {
            throw new BillingException(
                    Reason.CONFLICT,
                    content.refersTo() + " is not an invoice for "
                            + content.customer().name() + " and " + content.period()
                            + ", so this one cannot replace it");
        }
        var open = replaced.total();
        for (Invoice note : creditsOf(replaced.number())) {
            open = open.plus(note.total());
        }
        if (open.amount().signum() != 0) {
            throw new BillingException(
                    Reason.CONFLICT,
                    open + " of " + replaced.number() + " is not given back; credit all of it before you replace it");
        }
    }

    private Invoice read(long position) {
        return InvoiceText.read(book.read(position));
    }

    private <T> T locked(Supplier<T> work) {
        lock.lock();
        try {
            return work.get();
        } finally {
            lock.unlock();
        }
    }
}
