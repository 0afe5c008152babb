"""HTML becomes tagged PDF/UA-1, and nothing is fetched while it does."""

import subprocess
import threading
from http.server import BaseHTTPRequestHandler, HTTPServer
from io import BytesIO

import page
import pytest
from pikepdf import Name, Pdf

from bench import sample_papers
from foundation.pdf.checking import check
from foundation.pdf.rendering import render, render_sheet
from foundation.pdf.tagging import elements

TABLE = """<h1>Awards</h1><table><caption>Awards in 2026</caption>
<thead><tr><th>Who</th><th>Amount</th></tr></thead>
<tbody><tr><th>Millom Youth Partnership</th><td>£38,400</td></tr></tbody></table>"""


def sheets():
    """The papers that a board makes."""
    listed = sample_papers.pack(2)
    return {paper.key: paper.sheet for paper in listed}


@pytest.mark.parametrize("key", ["front", "agenda", "minutes", "report-0"])
def test_the_papers_of_a_board_conform_to_pdf_ua(key):
    made = render_sheet(sheets()[key])
    report = page.validate_pdf_bytes(made, profile="ua1")
    assert [failure.message for failure in report.failures] == []
    assert check(made).faults == []


def test_each_table_header_says_what_it_heads_and_can_be_found_by_name():
    with Pdf.open(BytesIO(render(TABLE, title="Awards"))) as pdf:
        root = pdf.Root.StructTreeRoot
        headers = [element for element in elements(root) if element.S == Name.TH]
        assert [str(header.A.Scope) for header in headers] == ["/Column", "/Column", "/Row"]
        cell = next(element for element in elements(root) if element.S == Name.TD)
        assert [bytes(name) for name in cell.A.Headers] == [bytes(headers[2].ID), bytes(headers[1].ID)]
        assert sorted(bytes(header.ID) for header in headers) == [bytes(name) for name in root.IDTree.Names[::2]]


def test_the_document_has_the_title_and_language_it_was_given():
    with Pdf.open(BytesIO(render("<p>Croeso</p>", title="Agenda & papers", lang="cy"))) as pdf:
        assert str(pdf.Root.Lang) == "cy"
        assert str(pdf.docinfo.Title) == "Agenda & papers"
        assert bool(pdf.Root.ViewerPreferences.DisplayDocTitle)


def test_a_link_is_described_by_its_words_not_its_address():
    made = render('<p><a href="https://council.example/x?y=1">The evidence</a></p>', title="Report")
    with Pdf.open(BytesIO(made)) as pdf:
        assert str(pdf.pages[0].Annots[0].Contents) == "The evidence"


def test_nothing_is_fetched_from_a_network_or_a_disk(tmp_path):
    asked = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_error(404)

    secret = tmp_path / "secret.css"
    secret.write_text("p { margin-top: 500pt }")
    with HTTPServer(("127.0.0.1", 0), Listener) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        address = f"http://127.0.0.1:{server.server_port}"
        html = (
            f'<link rel="stylesheet" href="file://{secret}"><link rel="stylesheet" href="{address}/a.css">'
            f'<style>@import "{address}/b.css"; p {{ background: url({address}/c.png) }}</style>'
            f'<p>Words</p><img src="{address}/d.png" alt="A picture"> <img src="file:///etc/hostname" alt="A file">'
        )
        made = render(html, title="Report")
        server.shutdown()
    assert asked == []
    with Pdf.open(BytesIO(made)) as pdf:
        assert len(pdf.pages[0].get_images()) == 0
    words = subprocess.run(["pdftotext", "-", "-"], input=made, capture_output=True, check=True).stdout.decode()
    assert words.split() == "Words A picture A file".split()


def test_a_picture_that_came_with_the_document_is_shown_with_its_words():
    made = render('<p><img src="chart.png" alt="A chart"></p>', title="Chart", files={"chart.png": sample_papers.CHART})
    with Pdf.open(BytesIO(made)) as pdf:
        figure = next(element for element in elements(pdf.Root.StructTreeRoot) if Name.Figure == element.S)
        assert str(figure.Alt) == "A chart"
        assert len(pdf.pages[0].get_images()) == 1


def test_a_table_over_several_pages_repeats_its_header_on_each():
    rows = "".join(f"<tr><th>Organisation {rank}</th><td>£{rank}</td></tr>" for rank in range(120))
    made = render(TABLE.replace("<tbody>", f"<tbody>{rows}"), title="Awards")
    with Pdf.open(BytesIO(made)) as pdf:
        heads = [element for element in elements(pdf.Root.StructTreeRoot) if Name.THead == element.S]
        assert len(heads) == len(pdf.pages) > 2
    assert page.is_pdf_compliant_bytes(made, profile="ua1")
