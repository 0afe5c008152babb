"""HTML becomes one tagged PDF/UA-1 document. Nothing is fetched from any network while this happens."""

import gc
import logging
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from urllib.parse import unquote

from weasyprint import HTML
from weasyprint.urls import URLFetcher, URLFetcherResponse, URLFetchingError

from foundation.pdf import tagging
from foundation.pdf.storing import Sheet

NOWHERE = "https://given.invalid/"  # relative addresses in the HTML land here; the domain can never exist (RFC 2606)
logging.getLogger("weasyprint").setLevel(logging.ERROR)
logging.getLogger("fontTools").setLevel(logging.ERROR)


class GivenFiles(URLFetcher):
    """Serves `data:` addresses and the files that came with the HTML, and refuses every other address."""

    def __init__(self, files: Mapping[str, bytes], base_url: str) -> None:
        super().__init__(allowed_protocols=["data"])
        self.files = files
        self.base_url = base_url

    def fetch(self, url: str, headers: Mapping[str, str] | None = None) -> URLFetcherResponse:
        """Return the content of `url`; raises URLFetchingError when it was not given."""
        if url.startswith("data:"):
            return super().fetch(url, headers)
        name = unquote(url.removeprefix(self.base_url))
        if not url.startswith(self.base_url) or name not in self.files:
            raise URLFetchingError(f"{url} was not given with the document, and nothing is fetched from elsewhere.")
        return URLFetcherResponse(url, self.files[name])


@contextmanager
def frozen_garbage() -> Iterator[None]:
    """Keep the garbage collector still: its walks over a growing box tree make WeasyPrint's cost per page grow."""
    was_enabled = gc.isenabled()
    gc.freeze()
    gc.disable()
    try:
        yield
    finally:
        gc.unfreeze()
        if was_enabled:
            gc.enable()


def render(
    html: str, *, title: str, lang: str = "en-GB", files: Mapping[str, bytes] | None = None, base_url: str = ""
) -> bytes:
    """Return `html` as a tagged PDF/UA-1 file with its title and language.

    `files` are the pictures that the HTML names by relative address; `base_url` is the site that relative links
    lead to. Pages carry no number yet: `joining.join` stamps one run through all that it joins. Source: standards R17.
    """
    return render_sheet(Sheet(html, title, lang, files or {}, base_url))


def render_sheet(sheet: Sheet) -> bytes:
    """Return `sheet` as a tagged PDF/UA-1 file."""
    base_url = sheet.base_url or NOWHERE
    with frozen_garbage():
        document = HTML(string=sheet.html, base_url=base_url, url_fetcher=GivenFiles(sheet.files, base_url))
        tree = document.etree_element
        tree.set("lang", tree.get("lang") or sheet.lang)
        tagging.set_title(tree, sheet.title)
        tagging.scope_headers(tree)
        words = tagging.words_of_links(tree, base_url)
        raw = document.write_pdf(pdf_variant="pdf/ua-1")
        del document, tree
        return tagging.finish(raw, words)
