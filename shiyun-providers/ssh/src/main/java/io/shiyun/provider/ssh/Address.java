package io.shiyun.provider.ssh;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A place to log in, as people write it: {@code user@address:port}, where user and port may be left out and an IPv6 address stands
 * in brackets when a port follows.
 *
 * @param user who, if told
 * @param address where
 * @param port at which port, if told
 */
record Address(Optional<String> user, String address, Optional<Integer> port) {
    private static final Pattern FORM =
            Pattern.compile("(?:([^@\\s:]+)@)?(?:\\[([0-9A-Fa-f:.%a-z]+)]|([^\\s:@\\[\\]/]+))(?::(\\d{1,5}))?");
    private static final Pattern BARE_IPV6 =
            Pattern.compile("(?:([^@\\s:]+)@)?([0-9A-Fa-f]*:[0-9A-Fa-f:.]*:[0-9A-Fa-f:.]*)");

    /**
     * Reads an address.
     *
     * @throws IllegalArgumentException when it is none
     */
    static Address parse(String text) {
        Matcher bare = BARE_IPV6.matcher(text);
        if (bare.matches()) {
            return new Address(Optional.ofNullable(bare.group(1)), bare.group(2), Optional.empty());
        }
        Matcher form = FORM.matcher(text);
        if (!form.matches()) {
            throw new IllegalArgumentException("'" + text + "' is no address; write it like user@address:port");
        }
        String address = form.group(2) != null ? form.group(2) : form.group(3);
        Optional<Integer> port = Optional.ofNullable(form.group(4)).map(Integer::valueOf);
        if (port.isPresent() && (port.get() < 1 || port.get() > 65_535)) {
            throw new IllegalArgumentException("the port of '" + text + "' is not 1 to 65535");
        }
        return new Address(Optional.ofNullable(form.group(1)), address, port);
    }
}
