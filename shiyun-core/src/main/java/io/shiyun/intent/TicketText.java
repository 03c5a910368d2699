package io.shiyun.intent;

import io.shiyun.model.Region;
import io.shiyun.spi.Ticket;
import java.util.ArrayList;
import java.util.List;

/**
 * The text of a ticket in the journal: cloud, region, step and arguments, each ended by a line feed. A backslash, a line
 * feed in a part are written {@code \\}, {@code \n}.
 */
final class TicketText {
    private TicketText() {}

    static String write(Ticket ticket) {
        StringBuilder text = new StringBuilder();
        line(text, ticket.cloud().name());
        line(text, ticket.region().name());
        line(text, ticket.step());
        ticket.args().forEach(arg -> line(text, arg));
        return text.toString();
    }

    static Ticket read(String text) {
        List<String> parts = new ArrayList<>();
        StringBuilder part = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n') {
                parts.add(part.toString());
                part.setLength(0);
            } else if (c == '\\' && i + 1 < text.length()) {
                i++;
                part.append(text.charAt(i) == 'n' ? '\n' : text.charAt(i));
            } else {
                part.append(c);
            }
        }
        if (parts.size() < 3 || !part.isEmpty()) {
            throw new IllegalArgumentException("A ticket in the journal is cut: " + parts.size() + " whole lines");
        }
        return new Ticket(Region.of(parts.get(0), parts.get(1)), parts.get(2), parts.subList(3, parts.size()));
    }

    private static void line(StringBuilder text, String part) {
        text.append(part.replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
    }
}
