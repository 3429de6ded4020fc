"""One POST to somebody else's server, who may be slow, wrong or hostile: it costs ten seconds and a kilobyte."""

import http.client
import socket
import ssl
import time
from collections.abc import Mapping
from dataclasses import dataclass
from threading import Timer
from urllib.parse import quote, urlsplit

from portal.api.models import Attempt

from . import addresses

SECONDS = 10.0  # for everything after the name was looked up: connecting, sending, and the answer
KEPT = 1024  # bytes of the answer
AGENT = "OriginPortal-Webhooks/1"
_OURS = {"content-type": "application/json", "user-agent": AGENT, "accept": "*/*", "connection": "close"}
_AS_TYPED = "/?%:@!$&'()*+,;=~[]"  # what an address may hold as it is; Thai letters travel encoded
_TLS = ssl.create_default_context()
Fault = Attempt.Fault


@dataclass(frozen=True)
class Answer:
    """What came back: a status with the beginning of the answer, or the fault that kept it from us."""

    milliseconds: int
    status: int | None = None
    text: str = ""
    fault: str = Fault.NONE

    @property
    def arrived(self) -> bool:
        return self.status is not None and 200 <= self.status < 300


class _Connection(http.client.HTTPConnection):
    """To the address that was checked, whatever the name leads to by now; redirects are answers like any other.

    Headers of an answer are limited by http.client: a hundred, each of 64 KiB at most.
    """

    def __init__(self, host: str, port: int, address: str, *, tls: bool) -> None:
        super().__init__(host, port, timeout=SECONDS)
        self.over = False
        self._address, self._tls = address, tls

    def connect(self) -> None:
        self.sock = socket.create_connection((self._address, self.port), SECONDS)
        if self._tls:
            # The handshake comes after the assignment: it can be cut short, too.
            self.sock = _TLS.wrap_socket(self.sock, server_hostname=self.host, do_handshake_on_connect=False)
            self.sock.do_handshake()
        if self.over:
            raise TimeoutError

    def cut(self) -> None:
        """Ends it, its time being over: a server that sends a byte now and then would hold a worker for ever."""
        self.over = True
        if self.sock is not None:
            try:
                # The plain socket's own way: a TLS one would wait for the other side to agree.
                socket.socket.shutdown(self.sock, socket.SHUT_RDWR)
            except OSError:
                return  # it has just ended by itself


def post(url: str, body: str, headers: Mapping[str, str]) -> Answer:
    """Sends `body` as JSON; every fault of the other side is an answer, none is raised."""
    begun = time.monotonic()
    try:
        status, text = _post(url, body, headers)
    except Exception as failure:
        fault = _fault(failure, time.monotonic() - begun)
        if fault is None:
            raise
        return Answer(_since(begun), fault=fault)
    return Answer(_since(begun), status, text)


def _post(url: str, body: str, headers: Mapping[str, str]) -> tuple[int, str]:
    parts = urlsplit(url)
    tls, host = parts.scheme == "https", (parts.hostname or "").encode("idna").decode()
    port = parts.port or (443 if tls else 80)
    connection = _Connection(host, port, addresses.resolve(host, port), tls=tls)
    timer = Timer(SECONDS, connection.cut)
    timer.daemon = True
    timer.start()
    try:
        path = quote((parts.path or "/") + (f"?{parts.query}" if parts.query else ""), safe=_AS_TYPED)
        connection.request("POST", path, body.encode(), {**_OURS, **headers})
        response = connection.getresponse()
        text = _readable(response.read(KEPT))
        if connection.over:  # what was cut short would pass for a whole answer: http.client takes the end for the end
            raise TimeoutError
        return response.status, text
    finally:
        timer.cancel()
        connection.close()


def _fault(failure: Exception, seconds: float) -> str | None:
    """What went wrong on the other side; None where the fault is ours."""
    match failure:
        case addresses.Refused():
            return Fault.ADDRESS
        case addresses.Unknown():
            return Fault.NAME
        case ssl.SSLCertVerificationError():
            return Fault.CERTIFICATE
        case TimeoutError():
            return Fault.TIMEOUT
        case OSError() | http.client.HTTPException() if seconds >= SECONDS:
            return Fault.TIMEOUT
        case http.client.RemoteDisconnected() | http.client.IncompleteRead() | OSError():
            return Fault.CONNECTION
        case http.client.HTTPException():
            return Fault.ANSWER
    return None


def _readable(answer: bytes) -> str:
    """Text for people; PostgreSQL keeps no NUL."""
    return answer.decode("utf-8", "replace").replace("\x00", "\ufffd")


def _since(begun: float) -> int:
    return round((time.monotonic() - begun) * 1000)
