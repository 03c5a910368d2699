"""A request as it was received, and a reply as it will be sent."""

from .signing import decoded_query


class Request:
    """One HTTP request, its body read in full."""

    def __init__(self, method, target, headers, body):
        self.method = method
        self.raw_path, _, self.raw_query = target.partition("?")
        self.query = decoded_query(self.raw_query)
        self.headers = headers
        self.body = body
        self.host = headers.get("Host", "")


class Reply:
    """One HTTP reply; `cut` ends the connection after that many bytes of the body."""

    def __init__(self, status, content_type, body, headers=None):
        self.status = status
        self.headers = [("Content-Type", content_type), *(headers or {}).items()]
        self.body = body
        self.delay = 0.0
        self.cut = None

    def header_map(self):
        """The headers by lower-case name."""
        return {name.lower(): value for name, value in self.headers}
