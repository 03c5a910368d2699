/** Machines you own as a cloud, over SSH. Found by its service; nothing in it is called by name. */
module io.shiyun.provider.ssh {
    requires io.shiyun.process;
    requires io.shiyun.spi;
    requires org.apache.sshd.osgi;
    requires org.apache.sshd.sftp;
    requires org.slf4j;
    requires static org.jspecify;

    provides io.shiyun.spi.CloudProvider with
            io.shiyun.provider.ssh.SshProvider;
}
