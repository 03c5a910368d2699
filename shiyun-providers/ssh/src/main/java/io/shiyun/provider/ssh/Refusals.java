package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import java.util.ArrayList;
import java.util.List;
import org.apache.sshd.common.SshConstants;
import org.apache.sshd.common.SshException;
import org.jspecify.annotations.Nullable;

/** What goes wrong on the way to a machine, in the words of the SPI. */
final class Refusals {
    private Refusals() {}

    /** The machine was not reached; nothing was asked of it. */
    static CloudException unreachable(Machine machine, String why, @Nullable Throwable cause) {
        CloudException.Builder built = CloudException.notSent(
                        Reason.UNAVAILABLE, machine + " cannot be reached: " + why)
                .code("UNREACHABLE");
        return (cause == null ? built : built.cause(cause)).build();
    }

    /** The connection broke while something was asked. */
    static CloudException broken(Machine machine, Certainty certainty, Throwable cause) {
        return CloudException.of(
                        certainty, Reason.UNAVAILABLE, "the connection to " + machine + " broke: " + cause.getMessage())
                .code("CONNECTION_LOST")
                .cause(cause)
                .build();
    }

    static CloudException hostKey(HostKeys.Refusal refusal) {
        return CloudException.notSent(Reason.DENIED, refusal.message())
                .code(refusal.code())
                .build();
    }

    /** The machine was reached and did not let in. */
    static CloudException login(
            Machine machine, @Nullable Throwable why, boolean key, boolean password, boolean agent) {
        boolean refused = why instanceof SshException ssh
                && ssh.getDisconnectCode() == SshConstants.SSH2_DISCONNECT_NO_MORE_AUTH_METHODS_AVAILABLE;
        String said = why == null || why.getMessage() == null ? "" : why.getMessage();
        boolean tooMany = said.contains("Too many authentication failures");
        if (!refused && !tooMany) {
            return unreachable(machine, said.isEmpty() ? "it hung up" : said, why);
        }
        List<String> tried = new ArrayList<>();
        if (key) {
            tried.add("the key");
        }
        if (agent) {
            tried.add("the keys of the agent");
        }
        if (password) {
            tried.add("the password");
        }
        return CloudException.rejected(
                        Reason.UNAUTHENTICATED,
                        machine + " does not let '" + machine.user() + "' in by " + String.join(" or ", tried)
                                + (tooMany ? ": it was offered too many keys; name the right one as 'key-file'" : "")
                                + ". Check the user, that the public key is in the authorized_keys of that user, and that"
                                + " the server allows this kind of login")
                .code("LOGIN_REFUSED")
                .build();
    }
}
