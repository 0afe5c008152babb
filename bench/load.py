"""Asking a server as fast as it answers: bounded in connections and time, on this machine alone."""

import re
import socket
import threading
import time
import uuid
from dataclasses import dataclass, field
from urllib.parse import urlencode

HOST = "127.0.0.1"
SIZE = 1 << 18
LENGTH = re.compile(rb"\r\ncontent-length: (\d+)\r\n", re.IGNORECASE)
CONNECTIONS = 4
SENDING = "0" * 32


@dataclass(frozen=True)
class Target:
    """An address of a running server, what is sent to it, and what it must answer.

    A form is sent, and SENDING in it stands for a number that is another each time.
    """

    name: str
    port: int
    path: str
    domain: str = "localhost"
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200
    form: dict[str, str] = field(default_factory=dict)

    @property
    def request(self) -> bytes:
        """Return the bytes of one request."""
        typed = urlencode(self.form)
        lines = [f"{'POST' if typed else 'GET'} {self.path} HTTP/1.1", f"Host: {self.domain}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        if typed:
            lines += ["Content-Type: application/x-www-form-urlencoded", f"Content-Length: {len(typed)}"]
        return ("\r\n".join(lines) + f"\r\n\r\n{typed}").encode()


class WrongAnswer(Exception):
    """The server did not answer as it must."""


class Connection:
    """One kept connection; it is opened again when the server closes it.

    It reads no more of an answer than it must: the asking runs on the processors that answer.
    """

    def __init__(self, target: Target):
        self.target, self.request, self.wire = target, target.request, None
        self.counts_on = SENDING in target.form.values()
        self.status = f"HTTP/1.1 {target.status} ".encode()

    def ask(self) -> bytes:
        """Send the request and return the whole answer; raises WrongAnswer."""
        sent = self.request
        if self.counts_on:
            sent = sent.replace(SENDING.encode(), uuid.uuid4().hex.encode())
        answer = self._try(sent) or self._try(sent)
        if not answer.startswith(self.status):
            raise WrongAnswer(f"{self.target.name}: {answer[:60]!r}")
        return answer

    def _try(self, sent: bytes) -> bytes:
        try:
            if self.wire is None:
                self.wire = socket.create_connection((HOST, self.target.port), timeout=30)
            self.wire.sendall(sent)
            answer = self.wire.recv(SIZE)
            while answer and not _is_whole(answer) and (more := self.wire.recv(SIZE)):
                answer += more
        except OSError:
            answer = b""
        if not answer or b"connection: close" in answer[:300].lower():
            self.close()
        return answer

    def close(self) -> None:
        """Let go of the connection."""
        if self.wire is not None:
            self.wire.close()
            self.wire = None


def _is_whole(answer: bytes) -> bool:
    """Say whether the end of an answer has come."""
    head = answer.find(b"\r\n\r\n")
    if head < 0:
        return False
    if found := LENGTH.search(answer, 0, head + 2):
        return len(answer) >= head + 4 + int(found[1])
    return answer.endswith(b"\r\n0\r\n\r\n") or b"chunked" not in answer[:head]


def fetch(target: Target) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of one answer."""
    connection = Connection(target)
    try:
        head, _, body = connection.ask().partition(b"\r\n\r\n")
    finally:
        connection.close()
    lines = [line.partition(": ") for line in head.decode("latin-1").split("\r\n")[1:]]
    return {name.lower(): value for name, _, value in lines}, body


def rate(target: Target, seconds: float, connections: int = CONNECTIONS) -> float:
    """Return how many requests a second are answered, asked over a few connections at once."""
    counts, failures = [0] * connections, []
    deadline = time.perf_counter() + seconds

    def ask(place: int) -> None:
        connection = Connection(target)
        try:
            while time.perf_counter() < deadline:
                connection.ask()
                counts[place] += 1
        except WrongAnswer as wrong:
            failures.append(wrong)
        finally:
            connection.close()

    threads = [threading.Thread(target=ask, args=[place]) for place in range(connections)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.perf_counter() - began)
