"""What the measurements stand on: an asking side that believes no wrong answer, and marks that can be missed."""

import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from bench import load, web
from bench.load import Target, WrongAnswer, fetch, rate


class Answers(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"

    def do_GET(self):
        body = b"x" * 100_000
        self.send_response(404 if self.path == "/missing/" else 200)
        if self.path == "/chunked/":
            self.send_header("Transfer-Encoding", "chunked")
            self.end_headers()
            self.wfile.write(b"5\r\nHello\r\n0\r\n\r\n")
            return
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, *args):
        return


@pytest.fixture(scope="module")
def port():
    server = ThreadingHTTPServer((load.HOST, 0), Answers)
    serving = threading.Thread(target=server.serve_forever)
    serving.start()
    yield server.server_port
    server.shutdown()
    serving.join()
    server.server_close()


def test_a_long_answer_is_read_whole(port):
    headers, body = fetch(Target("page", port, "/"))
    assert headers["content-length"] == "100000" and body == b"x" * 100_000


def test_an_answer_in_chunks_is_read_to_its_end(port):
    assert b"Hello" in fetch(Target("chunks", port, "/chunked/"))[1]
    assert rate(Target("chunks", port, "/chunked/"), 0.1) > 1


def test_a_wrong_answer_stops_the_measurement(port):
    with pytest.raises(WrongAnswer):
        fetch(Target("missing", port, "/missing/"))
    with pytest.raises(WrongAnswer):
        rate(Target("missing", port, "/missing/"), 0.1)


def test_each_page_is_compared_within_its_round():
    rounds = [{"hello": 100.0, "list": 50.0, "meeting": 40.0}, {"hello": 10.0, "list": 5.0, "meeting": 4.0}]
    rows = {row["page"]: row for row in web._rows(rounds)}
    assert rows["meeting"]["share"] == 0.8 and rows["meeting"]["against"] == "list"


def test_a_mark_can_be_missed():
    rows = [{"page": "meeting", "share": 0.59, "against": "list", "mark": 0.6}]
    found = [{"page": "board", "with_10": 7, "with_1000": 1007, "most": 8}]
    assert not any(web._marks(rows, {"meeting": False}, found).values())
