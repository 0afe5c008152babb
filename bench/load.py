"""Asking a server as fast as it answers: bounded in connections and time, on this machine alone."""

import socket
import threading
import time
from dataclasses import dataclass, field

HOST = "127.0.0.1"
CONNECTIONS = 4


@dataclass(frozen=True)
class Target:
    """An address of a running server, and what it must answer."""

    name: str
    port: int
    path: str
    domain: str = "localhost"
    headers: dict[str, str] = field(default_factory=dict)
    status: int = 200

    @property
    def request(self) -> bytes:
        """Return the bytes of one request."""
        lines = [f"GET {self.path} HTTP/1.1", f"Host: {self.domain}:{self.port}"]
        lines += [f"{name}: {value}" for name, value in self.headers.items()]
        return ("\r\n".join(lines) + "\r\n\r\n").encode()


class WrongAnswer(Exception):
    """The server did not answer as it must."""


class Connection:
    """One kept connection; it is opened again when the server closes it."""

    def __init__(self, target: Target):
        self.target, self.request, self.stream = target, target.request, None

    def ask(self) -> tuple[dict[str, str], bytes]:
        """Send the request and return the headers and the body of its answer; raises WrongAnswer."""
        for _ in range(2):
            try:
                if self.stream is None:
                    self.stream = socket.create_connection((HOST, self.target.port), timeout=30).makefile("rwb")
                self.stream.write(self.request)
                self.stream.flush()
                status = self.stream.readline()
            except OSError:
                status = b""
            if status:
                return self._answer(status)
            self.close()
        raise WrongAnswer(f"{self.target.name}: no answer")

    def _answer(self, status: bytes) -> tuple[dict[str, str], bytes]:
        headers = {}
        while (line := self.stream.readline()) not in (b"\r\n", b""):
            name, _, value = line.decode("latin-1").partition(":")
            headers[name.lower()] = value.strip()
        body = self._body(headers)
        if status.split()[1] != str(self.target.status).encode():
            raise WrongAnswer(f"{self.target.name}: {status.decode().strip()}")
        if headers.get("connection", "").lower() == "close":
            self.close()
        return headers, body

    def _body(self, headers: dict[str, str]) -> bytes:
        if headers.get("transfer-encoding", "").lower() != "chunked":
            return self.stream.read(int(headers.get("content-length", 0)))
        chunks = []
        while size := int(self.stream.readline(), 16):
            chunks.append(self.stream.read(size))
            self.stream.readline()
        self.stream.readline()
        return b"".join(chunks)

    def close(self) -> None:
        """Let go of the connection."""
        if self.stream is not None:
            self.stream.close()
            self.stream = None


def fetch(target: Target) -> tuple[dict[str, str], bytes]:
    """Return the headers and the body of one answer."""
    connection = Connection(target)
    try:
        return connection.ask()
    finally:
        connection.close()


def rate(target: Target, seconds: float) -> float:
    """Return how many requests a second are answered, asked over a few connections at once."""
    counts, failures = [0] * CONNECTIONS, []
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

    threads = [threading.Thread(target=ask, args=[place]) for place in range(CONNECTIONS)]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if failures:
        raise failures[0]
    return sum(counts) / (time.perf_counter() - began)
