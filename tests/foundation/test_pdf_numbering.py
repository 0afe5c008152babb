"""What is added to a pack after publication has letters, so that nothing that was published changes its pages."""

import io

from hypothesis import given, settings
from hypothesis import strategies as st
from pikepdf import Dictionary, NumberTree, OutlineItem, Pdf

from foundation.pdf.joining import PageCounts
from foundation.pdf.numbering import Span, kept_with, letters, number_pages, page_labels, split
from foundation.pdf.packing import OTHER, Layout, Paper, build
from tests.foundation.test_pdf_joining import words_of


def laid_out(papers, kept, theirs=()):
    """Return a layout of papers of so many pages, given as (key, pages, slot), without any PDF."""
    counts = PageCounts()
    sides = []
    for prefix, rows in (("", papers), (OTHER, theirs)):
        sides.append([])
        for key, pages, slot in rows:
            name = f"{prefix}{key}:{pages}".encode()
            counts[name] = pages
            sides[-1].append(Paper(f"{prefix}{key}", key, pdf=name, slot=slot))
    return Layout(sides[0], sides[1], kept, counts=counts)


def numbers_of(layout):
    numbers = layout.numbers()
    return {key: numbers[place.first - 1 : place.last] for key, place in layout.ranges().items()}


PAGES = st.integers(1, 7)
CHANGES = st.lists(
    st.tuples(st.sampled_from(["add", "resize", "remove", "move", "back"]), st.integers(0, 30), PAGES), max_size=5
)


@settings(max_examples=120, deadline=None)
@given(first=st.lists(PAGES, min_size=1, max_size=8), supplements=st.lists(CHANGES, max_size=5))
def test_no_paper_changes_its_numbers_whatever_supplements_come(first, supplements):
    papers = [(f"paper-{rank}", pages, "") for rank, pages in enumerate(first)]
    layout = laid_out(papers, {})
    known = kept_with({}, numbers_of(layout))
    assert layout.numbers() == list(range(1, len(layout.numbers()) + 1))
    out = []
    for changes in supplements:
        for what, where, pages in changes:
            apply(papers, out, what, where, pages)
        layout = laid_out(papers, known)
        found, all_numbers = numbers_of(layout), layout.numbers()
        assert len(set(all_numbers)) == len(all_numbers)
        for key, numbers in found.items():
            both = min(len(numbers), len(known.get(key, [])))
            assert numbers[:both] == known.get(key, [])[:both]
            assert all(isinstance(number, str) for number in numbers[len(known.get(key, [])) :])
        known = kept_with(known, found)


def apply(papers, out, what, where, pages):
    """Change what is in the pack."""
    place = 1 + where % len(papers)
    if what == "add":
        papers.insert(place, (f"added-{len(papers)}-{where}-{pages}-{len(out)}", pages, ""))
    elif what == "back" and out:
        papers.insert(place, out.pop())
    elif len(papers) > 1 and what in ("remove", "move"):
        row = papers.pop(place - 1)
        (out if what == "remove" else papers).append(row)
    elif what == "resize":
        papers[place - 1] = (papers[place - 1][0], pages, "")


@settings(max_examples=60, deadline=None)
@given(
    before=PAGES, exempt=st.lists(PAGES, min_size=1, max_size=3), notice=st.integers(1, 2), after=PAGES,
    grown=st.integers(0, 3), added=st.integers(0, 3),
)  # fmt: skip
def test_the_open_and_the_exempt_pack_keep_the_same_numbers(before, exempt, notice, after, grown, added):
    known = {}
    for extra, more in ((0, 0), (grown, added)):
        closed = [(f"report:{n}", pages + extra, "slot") for n, pages in enumerate(exempt)]
        opened = [("notice", notice, "slot")]
        new = [("new", more, "")] if more else []
        around = [("a", before, "")], [*new, ("b", after, "")]
        public = laid_out([*around[0], *opened, *around[1]], known, closed)
        entitled = laid_out([*around[0], *closed, *around[1]], known, opened)
        shared = {key: pages for key, pages in numbers_of(public).items() if key != "notice"}
        mine = numbers_of(entitled)
        assert {key: mine[key][0] for key in shared} == {key: pages[0] for key, pages in shared.items()}
        assert mine["b"] == shared["b"]
        known = kept_with(known, numbers_of(public))


def test_letters_follow_the_page_before_and_pass_z():
    kept = {"a": [1, 2], "b": [3, 4]}
    spans = [Span("a", 1, 2), Span("new", 3, 30), Span("b", 31, 32)]
    numbers = number_pages(spans, 32, kept)
    assert numbers[2:5] == ["2A", "2B", "2C"] and numbers[28:] == ["2AA", "2AB", 3, 4]
    assert [split(n) for n in (37, "37A", "37AB")] == [(37, 0), (37, 1), (37, 28)]
    assert [letters(n) for n in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_page_labels_are_short_and_name_each_page():
    assert page_labels([1, 2, 3]) == b"/PageLabels<</Nums[0<</S/D/St 1>>]>>"
    assert page_labels([1, "1A", 2, 5]) == (
        b"/PageLabels<</Nums[0<</S/D/St 1>> 1<</P(1A)>> 2<</S/D/St 2>> 3<</S/D/St 5>>]>>"
    )


def test_a_supplement_stands_in_the_pack_under_its_letters(tmp_path):
    def paper(key, pages):
        made, out = Pdf.new(), io.BytesIO()
        for _ in range(pages):
            made.add_blank_page(page_size=(595, 842))
        made.save(out)
        return Paper(key, f"Report {key}", pdf=out.getvalue())

    first = build([paper("a", 2), paper("b", 1)], tmp_path / "1.pdf", title="Pack")
    target = tmp_path / "2.pdf"
    pack = build([paper("a", 2), paper("new", 2), paper("b", 1)], target, title="Pack", kept=first.numbers)
    assert str(pack.named["new"]) == "pages 2A to 2B" and str(pack.named["b"]) == "page 3"
    with Pdf.open(target) as pdf:
        labels = {place: dict(label) for place, label in NumberTree(pdf.Root.PageLabels).items()}
        with pdf.open_outline() as outline:
            titles = [item.title for item in outline.root if isinstance(item, OutlineItem)]
    assert [str(labels[place].get("/P", "")) for place in (0, 2, 3, 4)] == ["", "2A", "2B", ""]
    assert isinstance(labels[0], dict) and Dictionary(labels[4]).St == 3
    assert titles == ["Report a", "Report new (page 2A)", "Report b"]
    assert "Page 2A" in words_of(target, 3, 3) and "Page 3" in words_of(target, 5, 5)
