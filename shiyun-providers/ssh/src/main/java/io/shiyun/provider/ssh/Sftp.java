package io.shiyun.provider.ssh;

import io.shiyun.model.Certainty;
import io.shiyun.model.CloudException;
import io.shiyun.model.Reason;
import io.shiyun.spi.Call;
import io.shiyun.spi.Registration;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.sshd.sftp.client.SftpClient;
import org.apache.sshd.sftp.client.SftpClientFactory;
import org.apache.sshd.sftp.common.SftpConstants;
import org.apache.sshd.sftp.common.SftpException;

/** Opens SFTP for one piece of work, ends it with the call, and tells what failed in the words of the SPI. */
final class Sftp {
    private final Links links;

    Sftp(Links links) {
        this.links = links;
    }

    /** What is done with files. */
    interface Work<T> {
        T on(SftpClient sftp) throws IOException;
    }

    /**
     * Does the work.
     *
     * @param path what it is about, for messages
     * @param certainty what is certain when it breaks off
     */
    <T> T work(Machine machine, String path, Call call, Certainty certainty, Work<T> work) {
        AtomicBoolean cancelled = new AtomicBoolean();
        try (Link link = links.to(machine, call);
                SftpClient sftp = SftpClientFactory.instance().createSftpClient(link.session());
                Registration registration = Ends.with(call, link.session(), () -> {
                    cancelled.set(true);
                    sftp.getClientChannel().close(true);
                })) {
            return work.on(sftp);
        } catch (SftpException said) {
            throw refusal(machine, path, said);
        } catch (IOException | IllegalStateException failed) {
            if (cancelled.get() || call.remaining().isZero()) {
                throw call.over(certainty);
            }
            throw Refusals.broken(machine, certainty, failed);
        }
    }

    static CloudException refusal(Machine machine, String path, SftpException said) {
        String where = "'" + path + "' on " + machine;
        return switch (said.getStatus()) {
            case SftpConstants.SSH_FX_NO_SUCH_FILE, SftpConstants.SSH_FX_NO_SUCH_PATH ->
                rejected(Reason.NOT_FOUND, "there is no " + where, said);
            case SftpConstants.SSH_FX_PERMISSION_DENIED, SftpConstants.SSH_FX_WRITE_PROTECT ->
                rejected(Reason.DENIED, "the user '" + machine.user() + "' has no right to " + where, said);
            case SftpConstants.SSH_FX_NO_SPACE_ON_FILESYSTEM, SftpConstants.SSH_FX_QUOTA_EXCEEDED ->
                rejected(Reason.QUOTA, "there is no room for " + where + "; the old content is still there", said);
            default -> rejected(Reason.UNKNOWN, "the server refused " + where + ": " + said.getMessage(), said);
        };
    }

    private static CloudException rejected(Reason reason, String message, SftpException said) {
        return CloudException.rejected(reason, message)
                .code("SSH_FX_" + said.getStatus())
                .cause(said)
                .build();
    }

    static boolean missing(SftpException said) {
        return said.getStatus() == SftpConstants.SSH_FX_NO_SUCH_FILE
                || said.getStatus() == SftpConstants.SSH_FX_NO_SUCH_PATH;
    }
}
