package io.shiyun.release;

import io.shiyun.Release;
import io.shiyun.spi.Ticket;
import java.util.ArrayList;
import java.util.List;

/**
 * Where a release goes on, as the store keeps it: the phase, then the place's ticket, one part a line, with backslashes
 * and line feeds escaped. Only the phase is read back, since a place goes on from the order, sent again; the rest tells
 * a person where it stood.
 */
final class PhaseTicket {
    private PhaseTicket() {}

    static String text(Release.Phase phase) {
        return phase.name();
    }

    static String text(Release.Phase phase, Ticket ticket) {
        List<String> parts = new ArrayList<>();
        parts.add(phase.name());
        parts.add(ticket.region().toString());
        parts.add(ticket.step());
        parts.addAll(ticket.args());
        return String.join("\n", parts.stream().map(PhaseTicket::escape).toList());
    }

    static Release.Phase phase(String text) {
        if (text.isEmpty()) {
            return Release.Phase.FORWARD;
        }
        int end = text.indexOf('\n');
        return Release.Phase.valueOf(end < 0 ? text : text.substring(0, end));
    }

    private static String escape(String part) {
        return part.replace("\\", "\\\\").replace("\n", "\\n");
    }
}
