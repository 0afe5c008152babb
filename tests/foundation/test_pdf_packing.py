"""A whole pack is built from its papers: in parallel, only what changed, and with the right pages in its contents."""

import multiprocessing
import threading
import time
from dataclasses import replace

import page
import pytest
from pikepdf import Pdf

from bench import sample_papers
from foundation.pdf.checking import check
from foundation.pdf.packing import Paper, build
from foundation.pdf.storing import Sheet
from foundation.pdf.working import WORKSHOP, Renderer, RenderingFailed, render_many
from tests.foundation.test_pdf_joining import words_of


class MemoryStore(dict):
    """A store that lasts as long as a test."""

    def put(self, key, data):
        self[key] = data


class CountingStore(MemoryStore):
    """A store that counts what was made new."""

    def __init__(self):
        super().__init__()
        self.made = 0

    def put(self, key, data):
        self.made += 1
        super().put(key, data)


def test_the_contents_name_the_pages_where_the_papers_are(tmp_path):
    target = tmp_path / "pack.pdf"
    joined = build(sample_papers.pack(2), target, title="Pack", foot="A meeting")
    contents = words_of(target, 1, 2)
    for rank in range(2):
        pages = joined.ranges[f"report-{rank}"]
        assert f"pages {pages.first} to {pages.last}" in contents
        title = sample_papers.TITLES[rank]
        assert title in words_of(target, pages.first, pages.first)
    assert "888" not in words_of(target)
    assert "[[" not in words_of(target)
    assert check(target).faults == []
    assert page.is_pdf_compliant(str(target), profile="ua1")


def test_only_what_changed_is_rendered_again(tmp_path):
    store, papers = CountingStore(), sample_papers.pack(3)
    build(papers, tmp_path / "first.pdf", title="Pack", store=store)
    assert store.made >= len(papers)
    store.made = 0
    build(papers, tmp_path / "same.pdf", title="Pack", store=store)
    assert store.made == 0
    changed = replace(papers[-1].sheet, html=papers[-1].sheet.html.replace("£84,500", "£84,999"))
    build([*papers[:-1], replace(papers[-1], sheet=changed)], tmp_path / "changed.pdf", title="Pack", store=store)
    assert store.made == 1
    assert "£84,999" in words_of(tmp_path / "changed.pdf")


def test_a_store_that_lost_everything_costs_time_only(tmp_path):
    class Forgetful(MemoryStore):
        def get(self, key):
            return None

    joined = build(sample_papers.pack(1), tmp_path / "pack.pdf", title="Pack", store=Forgetful())
    assert joined.pages > 5


def test_a_changed_picture_is_a_changed_document():
    sheet = sample_papers.report(5, "Youth")
    assert replace(sheet, files={"chart.png": b"another"}).digest != sheet.digest
    assert replace(sheet, lang="cy").digest != sheet.digest
    assert replace(sheet, title="Other").digest != sheet.digest
    assert replace(sheet).digest == sheet.digest


def test_progress_is_told_from_nothing_to_all(tmp_path):
    told = []
    sheets = {str(rank): Sheet(f"<p>{rank}</p>", "Sheet") for rank in range(4)}
    render_many(sheets, tmp_path, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 4), (1, 4), (2, 4), (3, 4), (4, 4)]


def test_a_document_that_fails_is_named_and_the_renderer_goes_on(tmp_path):
    sheets = {"good": Sheet("<p>Good</p>", "Good"), "bad": Sheet("<div>" * 5000, "Bad")}
    with pytest.raises(RenderingFailed, match="bad: ") as failure:
        render_many(sheets, tmp_path, processes=1)
    assert failure.value.key == "bad"
    (path,) = render_many({"next": Sheet("<p>Next</p>", "Next")}, tmp_path).values()
    assert "Next" in words_of(path)


def test_a_renderer_that_dies_fails_its_document_and_is_replaced(tmp_path):
    renderer = Renderer()
    try:
        assert renderer.render(Sheet("<p>One</p>", "One"), tmp_path / "one.pdf") == ""
        long = sample_papers.report(5, "Long", per_section=60)
        threading.Timer(0.3, renderer.process.kill).start()
        assert "stopped before" in renderer.render(long, tmp_path / "long.pdf")
        assert renderer.render(Sheet("<p>Two</p>", "Two"), tmp_path / "two.pdf") == ""
    finally:
        renderer.stop()


def build_small(target: str) -> None:
    """Build a pack in a process that may have no multiprocessing children, as a Celery worker is."""
    build([Paper("one", "One", Sheet("<h1>One</h1>", "One"))], target, title="Pack")
    WORKSHOP.close()


def test_a_pack_is_built_inside_a_worker_that_may_have_no_children(tmp_path):
    target = tmp_path / "pack.pdf"
    WORKSHOP.close()
    process = multiprocessing.get_context("fork").Process(target=build_small, args=(target,), daemon=True)
    process.start()
    process.join(60)
    assert process.exitcode == 0
    with Pdf.open(target) as pdf:
        assert len(pdf.pages) == 1


def test_renderers_end_when_their_work_is_done(tmp_path):
    render_many({"one": Sheet("<p>One</p>", "One")}, tmp_path)
    processes = [renderer.process for renderer in WORKSHOP.idle]
    assert processes
    WORKSHOP.close()
    deadline = time.monotonic() + 10
    while any(process.poll() is None for process in processes) and time.monotonic() < deadline:
        time.sleep(0.05)
    assert all(process.poll() is not None for process in processes)
    assert WORKSHOP.idle == []
