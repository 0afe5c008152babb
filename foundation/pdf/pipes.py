"""Messages between a process that wants documents and the processes that render them."""

import pickle
from typing import Any, BinaryIO


def read(stream: BinaryIO) -> Any:
    """Return the next message, or None when the other side has gone."""
    head = stream.read(8)
    if len(head) < 8:
        return None
    return pickle.loads(stream.read(int.from_bytes(head, "big")))  # noqa: S301 it comes from our own parent or child


def send(stream: BinaryIO, message: Any) -> None:
    """Write a message that `read` understands."""
    data = pickle.dumps(message)
    stream.write(len(data).to_bytes(8, "big") + data)
    stream.flush()
