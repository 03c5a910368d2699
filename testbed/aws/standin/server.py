"""The HTTP server: loopback only, a bounded number of connections, bounded bodies, one write for each reply."""

import http.server
import socket
import socketserver
import sys
import threading
import time
import urllib.parse

from .errors import Dropped
from .requests import Request

MAX_CONNECTIONS = 256
MAX_BODY = 1024 * 1024
MAX_OBJECT = 64 * 1024 * 1024  # of a request to S3
SIGNED_FOR_S3 = "/s3/aws4_request"
IDLE_SECONDS = 30


class Server(socketserver.ThreadingMixIn, http.server.HTTPServer):
    """Serves each connection on a thread of its own, up to a bound; one beyond it is closed at once."""

    daemon_threads = True
    block_on_close = False
    request_queue_size = 128
    allow_reuse_address = True

    def __init__(self, port, dispatcher, control):
        self.dispatcher = dispatcher
        self.control = control
        self._free = threading.BoundedSemaphore(MAX_CONNECTIONS)
        super().__init__(("127.0.0.1", port), Handler)

    def server_bind(self):
        """Binds without asking the name service for the host's name."""
        socketserver.TCPServer.server_bind(self)
        self.server_name, self.server_port = self.server_address[:2]

    def process_request(self, request, client_address):
        if not self._free.acquire(blocking=False):
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:
            self._free.release()
            raise

    def process_request_thread(self, request, client_address):
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._free.release()

    def handle_error(self, request, client_address):
        """Clients that go away in the middle are part of the tests; anything else is told."""
        if not isinstance(sys.exc_info()[1], (ConnectionError, TimeoutError)):
            super().handle_error(request, client_address)


class Handler(http.server.BaseHTTPRequestHandler):
    """Reads one request after the other from a connection."""

    protocol_version = "HTTP/1.1"
    timeout = IDLE_SECONDS
    disable_nagle_algorithm = True
    server_version = "ShiyunStandIn"
    sys_version = ""

    def _answer(self):
        body = self._body()
        if body is None:
            return
        request = Request(self.command, self.path, self.headers, body)
        try:
            if request.raw_path.split("/")[1:2] == ["_control"]:
                reply = self.server.control.handle(request)
            else:
                reply = self.server.dispatcher.handle(request)
        except Dropped:
            self._hang_up()
            return
        self._send(reply)

    do_GET = do_POST = do_PUT = do_DELETE = do_HEAD = do_PATCH = _answer

    def _body(self):
        length = self.headers.get("Content-Length", "0")
        if "Transfer-Encoding" in self.headers or not length.isdigit():
            self._refuse(411)
        elif int(length) > (MAX_OBJECT if SIGNED_FOR_S3 in self._authorization() else MAX_BODY):
            self._refuse(413)
        else:
            body = self.rfile.read(int(length))
            if len(body) == int(length):
                return body
            self.close_connection = True
        return None

    def _authorization(self):
        return self.headers.get("Authorization") or urllib.parse.unquote(self.path)

    def _refuse(self, status):
        self.send_error(status)
        self.close_connection = True

    def _send(self, reply):
        if reply.delay:
            time.sleep(reply.delay)
        self.send_response(reply.status)
        for name, value in reply.headers:
            self.send_header(name, value)
        if "content-length" not in reply.header_map():
            self.send_header("Content-Length", str(len(reply.body)))
        self._headers_buffer.append(b"\r\n")
        head = b"".join(self._headers_buffer)
        self._headers_buffer = []
        body = b"" if self.command == "HEAD" else reply.body
        if reply.cut is not None:
            self.wfile.write(head + body[: reply.cut])
            self._hang_up()
            return
        self.wfile.write(head + body)

    def date_time_string(self, timestamp=None):
        """The Date header, by the clock that signatures are held against."""
        return super().date_time_string(timestamp or self.server.control.signing_now())

    def _hang_up(self):
        self.close_connection = True
        try:
            self.connection.shutdown(socket.SHUT_RDWR)
        except OSError:
            pass  # the client was faster

    def log_message(self, format, *args):
        """Requests are kept in memory for tests to read, not in a log."""
