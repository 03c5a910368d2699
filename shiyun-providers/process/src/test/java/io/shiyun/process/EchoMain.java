package io.shiyun.process;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;

/** Prints its port, then answers each connection with what it sent, until killed. */
final class EchoMain {
    private EchoMain() {}

    public static void main(String[] arguments) throws IOException {
        try (ServerSocket listener = new ServerSocket(0, 200, InetAddress.getLoopbackAddress())) {
            System.out.println(listener.getLocalPort());
            while (true) {
                Socket socket = listener.accept();
                new Thread(() -> {
                            try (socket) {
                                socket.getInputStream().transferTo(socket.getOutputStream());
                            } catch (IOException gone) {
                                System.err.println("lost " + gone);
                            }
                        })
                        .start();
            }
        }
    }
}
