"""A program that receives webhooks, on this machine and in a thread: it answers what the test wants."""

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Lock, Thread

from standardwebhooks import Webhook


@dataclass
class Got:
    """A request as it came in."""

    path: str
    headers: dict[str, str]
    body: str

    def verify(self, secret: str) -> dict[str, object]:
        """What was sent, by the receiver's own library; raises if the signature does not fit."""
        return Webhook(secret).verify(self.body, self.headers)  # type: ignore[no-any-return]


@dataclass
class Receiver:
    url: str
    answer: Callable[["Handler"], None]
    got: list[Got] = field(default_factory=list)
    lock: Lock = field(default_factory=Lock)


class Handler(BaseHTTPRequestHandler):
    receiver: Receiver
    protocol_version = "HTTP/1.1"

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers["content-length"])).decode()
        headers = {name.lower(): value for name, value in self.headers.items()}
        with self.receiver.lock:
            self.receiver.got.append(Got(self.path, headers, body))
        self.close_connection = True
        try:
            self.receiver.answer(self)
        except OSError:
            return  # the portal has hung up

    def log_message(self, *args: object) -> None:
        """Tests print nothing."""

    def say(self, status: int, text: str = "", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        self.send_header("content-length", str(len(text.encode())))
        self.end_headers()
        self.wfile.write(text.encode())

    def drip(self, seconds: float) -> None:
        """A byte of an answer that never ends, every now and then."""
        self.wfile.write(b"HTTP/1.1 200 OK\r\n")
        end = time.monotonic() + seconds
        while time.monotonic() < end:
            self.wfile.write(b"x")
            self.wfile.flush()
            time.sleep(0.05)


def says(status: int, text: str = "", **headers: str) -> Callable[[Handler], None]:
    return lambda handler: handler.say(status, text, **headers)


@contextmanager
def receiving() -> Iterator[Receiver]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    found = Receiver(f"http://127.0.0.1:{server.server_port}/hook", says(200, "thanks"))
    server.RequestHandlerClass = type("Handler", (Handler,), {"receiver": found})
    thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield found
    finally:
        server.shutdown()
        server.server_close()
        thread.join()
