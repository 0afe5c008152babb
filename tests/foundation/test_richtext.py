from html.parser import HTMLParser

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from foundation import richtext
from foundation.richtext import accept, clean, from_plain, is_empty, is_none_answer, number, paragraphs, plain

HOSTILE = [
    "<script>alert(1)</script>",
    "<img src=x onerror=alert(1)>",
    "<svg onload=alert(1)>",
    "<a href='javascript:alert(1)'>",
    "<a href='  jAvaScript&#58;alert(1)'>x</a>",
    "<style>p{background:url(//x)}</style>",
    "<math><mtext><table><mglyph><style>",
    "<p style='color:red' onclick=x>",
    "</p>",
    "<table><tr><td>",
    "</td></tr></table>",
    "<li>",
    "<ul>",
    "</ul>",
    "<ol>",
    "<b>",
    "</b>",
    "<i>",
    "<h1>",
    "</h1>",
    "<h5>",
    "<div>",
    "</div>",
    "<br><br>",
    "&nbsp;",
    "text ",
    "<!--",
    "-->",
    "<![if !x]>",
    "<iframe srcdoc='<script>'>",
    "<p class=MsoListParagraph style='mso-list:l0 level2 lfo1'>· x</p>",
    "<o:p></o:p>",
    "<th scope=x>",
    "<form action=x><button><p>",
    "<noscript><p title='</noscript><img src=x onerror=alert(1)>'>",
    "<template><p>",
    "\x00",
    "\ud800",
    "<a href='data:text/html,x'>d</a>",
    "<base href=//x>",
    "<td colspan=0 rowspan=999>",
    "<blockquote>",
    "<caption>",
    "<sub>",
    "<select>",
]
pieces = st.lists(st.one_of(st.sampled_from(HOSTILE), st.text(max_size=4)), max_size=14).map("".join)


class Reader(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.found.append((tag, dict(attrs)))


@settings(max_examples=400, deadline=None)
@given(pieces)
@example("<p title='x' lang='cy'>a</p>")
def test_whatever_is_typed_nothing_active_or_styled_is_kept(text):
    for tag, attributes in Reader(clean(text)).found:
        assert tag in richtext.TAGS
        assert set(attributes) <= ({"href", "rel"} if tag == "a" else richtext.CELL)
        assert attributes.get("href", "https:").startswith(("http:", "https:", "mailto:"))


@settings(max_examples=400, deadline=None)
@given(pieces)
def test_cleaning_twice_changes_nothing_and_numbering_loses_nothing(text):
    once = clean(text)
    assert clean(once) == once
    assert "".join(paragraphs(once)) == once


@given(st.text())
def test_plain_typing_keeps_its_words(text):
    assert plain(from_plain("x" + text + "x")).startswith("x")
    assert "<script" not in from_plain(text)


def test_a_paste_from_word_becomes_plain_paragraphs_and_nested_lists():
    pasted = (
        "<!--[if gte mso 9]><xml><w:WordDocument>Normal</w:WordDocument></xml><![endif]-->"
        "<style>p.MsoNormal{margin:0}</style>"
        "<p class=MsoNormal style='margin:0'><b><span style='color:red'>Costs</span></b> are&nbsp;low<o:p></o:p></p>"
        "<p class=MsoListParagraphCxSpFirst style='mso-list:l0 level1 lfo1'><![if !supportLists]>"
        "<span>·<span>&nbsp; </span></span><![endif]>One</p>"
        "<p class=MsoListParagraphCxSpMiddle style='mso-list:l0 level2 lfo1'>o&nbsp;&nbsp; Below</p>"
        "<p class=MsoListParagraphCxSpLast style='mso-list:l0 level1 lfo1'>· Two</p>"
        "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>1.&nbsp;&nbsp; First</p>"
    )
    assert clean(pasted) == (
        "<p><strong>Costs</strong> are low</p><ul><li>One<ul><li>Below</li></ul></li><li>Two</li></ul>"
        "<ol><li>First</li></ol>"
    )
    assert "Normal" not in clean(pasted) and "mso" not in clean(pasted)


def test_a_numbered_list_of_word_stays_numbered():
    pasted = "<p class=MsoListParagraph style='mso-list:l1 level1 lfo2'>%s.&nbsp; Item</p>"
    assert clean(pasted % 1 + pasted % 2) == "<ol><li>Item</li><li>Item</li></ol>"


def test_a_table_gets_headers_that_say_what_they_head():
    heads = "<tr><td>Ward</td><td colspan='2'>Cost</td></tr>"
    assert clean(f"<table>{heads}<tr><td><p>Harbour</p></td><td>1</td><td>2</td></tr></table>") == (
        '<table><thead><tr><th scope="col">Ward</th><th colspan="2" scope="col">Cost</th></tr></thead>'
        "<tbody><tr><td>Harbour</td><td>1</td><td>2</td></tr></tbody></table>"
    )


def test_a_row_header_keeps_its_direction():
    table = "<table><tr><th>Ward</th><th>Cost</th></tr><tr><th>Harbour</th><td>2</td></tr></table>"
    assert '<th scope="row">Harbour</th>' in clean(table)


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("<h1>A</h1><p>x</p><h4>B</h4>", "<h3>A</h3><p>x</p><h4>B</h4>"),
        ("<h4>A</h4>", "<h3>A</h3>"),
        ("<h4>A</h4><h3>B</h3><h6>C</h6>", "<h3>A</h3><h3>B</h3><h4>C</h4>"),
        ("<h2> </h2><p>x</p>", "<p>x</p>"),
    ],
)
def test_headings_begin_at_the_third_level_and_never_skip_one(given_html, kept):
    assert clean(given_html) == kept


@pytest.mark.parametrize(
    ("given_html", "kept"),
    [
        ("loose <b>text</b>", "<p>loose <strong>text</strong></p>"),
        ("<p>a<br><br>b</p>", "<p>a</p><p>b</p>"),
        ("<div>a<div>b</div></div>", "<p>a</p><p>b</p>"),
        ("<ul><li>a</li><ul><li>b</li></ul></ul>", "<ul><li>a<ul><li>b</li></ul></li></ul>"),
        ("<li>a</li><li>b</li>", "<ul><li>a</li><li>b</li></ul>"),
        ("<a href='/x'>here</a>", "<p>here</p>"),
        ("H<sub>2</sub>O m<sup>2</sup>", "<p>H<sub>2</sub>O m<sup>2</sup></p>"),
    ],
)
def test_loose_markup_is_brought_into_order(given_html, kept):
    assert clean(given_html) == kept


def test_a_link_keeps_a_web_or_mail_address_and_gives_nothing_away():
    assert clean('<a href="mailto:clerk@x.example">Clerk</a>') == (
        '<p><a href="mailto:clerk@x.example" rel="noopener noreferrer">Clerk</a></p>'
    )


@pytest.mark.parametrize(
    "html", ["", "<p>&nbsp;</p>", "<p><br></p>", " \u200b", "<table><tr><td></td></tr></table>", "<ul><li></li></ul>"]
)
def test_empty_text_is_known_as_empty(html):
    assert is_empty(html)
    assert not is_none_answer(html)


@pytest.mark.parametrize(
    "html", ["None", "<p>None.</p>", "<p>N/A</p>", "not applicable", "<p><strong>none</strong></p>"]
)
def test_none_is_an_answer_and_not_empty(html):
    assert is_none_answer(html)
    assert not is_empty(html)


def test_a_sentence_that_begins_with_none_is_an_ordinary_answer():
    assert not is_none_answer("<p>None of the partners objected.</p>")


def test_plain_typing_becomes_paragraphs_lists_and_line_breaks():
    assert from_plain("One & two\r\nthree\r\n\r\n- a\r\n- b <x>") == (
        "<p>One &amp; two<br>three</p><ul><li>a</li><li>b &lt;x&gt;</li></ul>"
    )


def test_an_editor_sends_html_and_a_plain_page_sends_text():
    assert accept("<p>x</p>") == "<p>x</p>"
    assert accept("2 < 3\n\nyes") == "<p>2 &lt; 3</p><p>yes</p>"


def test_paragraphs_are_numbered_with_anchors_and_headings_are_not():
    html = "<p>a</p><ul><li>x</li></ul><h3>H</h3><p>b</p>"
    assert paragraphs(html) == ["<p>a</p><ul><li>x</li></ul>", "<h3>H</h3><p>b</p>"]
    numbered = number(html, "5")
    assert '<div class="app-paragraph" id="para-5-1"><span class="app-paragraph__number">5.1</span><p>a</p>' in numbered
    assert '<h3>H</h3><div class="app-paragraph" id="para-5-2">' in numbered


def test_anchors_of_two_reports_on_one_page_can_differ():
    assert 'id="item-7-para-2-1"' in number("<p>a</p>", "2", anchor="item-7-para")


def test_a_heading_at_the_end_is_not_lost():
    assert paragraphs("<p>a</p><h3>Last</h3>") == ["<p>a</p><h3>Last</h3>"]
    assert paragraphs("<h3>Only</h3>") == ["<h3>Only</h3>"]


def test_search_text_keeps_cells_and_lines_apart():
    assert plain("<p>a<br>b</p><table><tr><td>1</td><td>2</td></tr></table>") == "a\nb\n1 2"
