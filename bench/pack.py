"""Seconds and peak memory for packs of 10 to 300 pages, against WeasyPrint rendering the same HTML as one document.

    python bench/pack.py          all sizes (some minutes)
    python bench/pack.py --quick  10 and 50 pages

Marks: at 150 pages no more than 0.75 of WeasyPrint's time, the same time per page at every size, peak memory that
follows the largest report and not the pack, and after one report changed no more than its share of the first time
plus 0.1; the open and the exempt pack together, every fifth report exempt, no more than 1.3 of one pack. All ways run
in a process that is warm, as a worker of the product is.
"""

import argparse
import contextlib
import json
import re
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import replace
from pathlib import Path

import psutil
from pikepdf import Pdf

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

SIZES = {10: 1, 50: 5, 150: 15, 300: 30}  # pages aimed at: reports of about ten pages
PER_SECTION = 5
EVERY = 0.02  # seconds between two looks at memory


def papers_of(reports, changed=False):
    """Return the papers of a meeting with so many reports; `changed` alters a sum in the last."""
    from bench import sample_papers  # noqa: PLC0415 the parent process of a measurement stays small

    papers = sample_papers.pack(reports, per_section=PER_SECTION)
    if changed:
        sheet = papers[-1].sheet
        papers[-1] = replace(papers[-1], sheet=replace(sheet, html=sheet.html.replace("£84,500", "£84,999")))
    return papers


class FolderStore:
    """Parts kept in a folder, as file storage would keep them."""

    def __init__(self, folder):
        self.folder = Path(folder)

    def get(self, key):
        path = self.folder / key
        return path.read_bytes() if path.exists() else None

    def put(self, key, data):
        (self.folder / key).write_bytes(data)


def build_apart(reports, folder):
    """Build the pack as the product does, and again after one report changed; return the seconds of each."""
    from foundation.pdf.packing import build  # noqa: PLC0415
    from foundation.pdf.working import render_many  # noqa: PLC0415

    target, store = Path(folder) / "pack.pdf", FolderStore(folder)
    with tempfile.TemporaryDirectory() as warm:  # a worker of the product has its renderers at hand
        render_many({paper.key: paper.sheet for paper in papers_of(1)[:3]}, Path(warm))
    seconds = []
    for changed in (False, True):
        papers = papers_of(reports, changed)
        start = time.perf_counter()
        build(papers, target, title="Pack", foot="A meeting, 4 March 2026", store=store)
        seconds.append(time.perf_counter() - start)
    return seconds


def build_both(reports, folder):
    """Build the pack as it would be without anything exempt, then the open and the exempt one; return the seconds."""
    from foundation.pdf.packing import build  # noqa: PLC0415
    from foundation.pdf.working import render_many  # noqa: PLC0415

    with tempfile.TemporaryDirectory() as warm:
        render_many({paper.key: paper.sheet for paper in papers_of(1)[:3]}, Path(warm))
    papers, seconds = papers_of(reports), []
    public, entitled = sides(papers)
    one, two = [(papers, ())], [(public, entitled), (entitled, public)]
    for shown in (one, one, two):  # the first finds the fonts
        with tempfile.TemporaryDirectory() as kept:
            start = time.perf_counter()
            for number, (mine, theirs) in enumerate(shown):
                opposite = [paper for paper in theirs if paper.slot]
                target = Path(folder) / ("exempt.pdf" if number else "pack.pdf")
                build(mine, target, title="Pack", store=FolderStore(kept), opposite=opposite)
            seconds.append(time.perf_counter() - start)
    return [min(seconds[:2]), seconds[2]]


def sides(papers):
    """Return the papers as the public and as the entitled read them, every fifth report exempt."""
    from foundation.pdf.packing import Paper  # noqa: PLC0415
    from foundation.pdf.storing import Sheet  # noqa: PLC0415

    public, entitled = [], []
    for place, paper in enumerate(papers):
        if place % 5 != 4:
            public.append(paper)
            entitled.append(paper)
            continue
        key, title = f"notice:{paper.key}", "Not for publication"
        html = f"<h1>{title}</h1><p>[[Pages {key}]]: not public.</p>"
        public.append(Paper(key, title, Sheet(html, title), slot=paper.key, also=(paper.key,)))
        entitled.append(replace(paper, slot=paper.key))
    return public, entitled


def build_whole(reports, folder):
    """Render all papers as one document, as WeasyPrint does it by itself; return its seconds."""
    from weasyprint import HTML  # noqa: PLC0415

    HTML(string="<p>Fonts are found now").write_pdf(pdf_variant="pdf/ua-1")
    papers = papers_of(reports)
    bodies = [re.search(r"<body>(.*)</body>", paper.sheet.html, re.DOTALL)[1] for paper in papers]
    style = re.search(r"<style>(.*?)</style>", papers[0].sheet.html, re.DOTALL)[1]
    parts = "".join(f'<article style="break-before: right">{body}</article>' for body in bodies)
    (Path(folder) / "chart.png").write_bytes(papers[-1].sheet.files["chart.png"])
    head = f"<title>Pack</title><style>{style}</style>"
    page = f'<!DOCTYPE html><html lang="en-GB"><head>{head}</head><body>{parts}</body></html>'
    start = time.perf_counter()
    HTML(string=page, base_url=folder + "/").write_pdf(Path(folder) / "pack.pdf", pdf_variant="pdf/ua-1")
    return [time.perf_counter() - start]


WAYS = {"apart": build_apart, "both": build_both, "whole": build_whole}


def measure(way, reports):
    """Run one way in a fresh process; return its seconds, the peak memory of all its processes in MB, and the pages."""
    with tempfile.TemporaryDirectory() as folder:
        command = [sys.executable, __file__, "--one", way, "--reports", str(reports), "--folder", folder]
        process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
        peaks = {"all": 0, "one": 0}
        watcher = threading.Thread(target=watch, args=(process, peaks))
        watcher.start()
        told, _ = process.communicate()
        watcher.join()
        if process.returncode:
            raise RuntimeError(f"{way} with {reports} reports failed")
        with Pdf.open(Path(folder) / "pack.pdf") as pdf:
            pages = len(pdf.pages)
    return {"seconds": json.loads(told), "peak_mb": peaks["all"], "peak_process_mb": peaks["one"], "pages": pages}


def best(way, reports, rounds):
    """Return the best of several rounds, since other work on the machine only ever makes a round slower."""
    found = [measure(way, reports) for _ in range(rounds)]
    return found[0] | {
        "seconds": [round(min(each), 2) for each in zip(*(one["seconds"] for one in found), strict=True)]
    }


def watch(process, peaks):
    """Note the most memory that the process and its children hold, together and one alone, until it ends."""
    parent = psutil.Process(process.pid)
    while process.poll() is None:
        sizes = []
        try:
            for member in [parent, *parent.children(recursive=True)]:
                sizes.append(member.memory_info().rss // 2**20)
        except psutil.NoSuchProcess:
            continue
        peaks["all"] = max(peaks["all"], sum(sizes))
        peaks["one"] = max(peaks["one"], *sizes)
        time.sleep(EVERY)


def compare(aim, reports, rounds):
    """Measure one size: apart, again after one report changed, and as one document."""
    apart, whole = best("apart", reports, rounds), best("whole", reports, rounds)
    one, two = best("both", reports, rounds)["seconds"]
    first, again = apart["seconds"]
    return {
        "aim": aim,
        "reports": reports,
        "apart": apart,
        "whole": whole,
        "time_ratio": round(first / whole["seconds"][0], 3),
        "changed_ratio": round(again / first, 3),
        "changed_share": round(report_pages(apart["pages"], reports), 3),
        "two_packs_ratio": round(two / one, 3),
        "ms_per_page": round(1000 * first / apart["pages"], 1),
    }


def report_pages(pages, reports):
    """Return the share of one report in the pages; the front sheet, the agenda and the minutes take about eight."""
    return (pages - 8) / reports / pages


def run(quick=False):
    """Measure every size, print a table, and return the figures with the marks that they meet."""
    sizes = {aim: reports for aim, reports in SIZES.items() if not quick or aim <= 50}
    rows = [compare(aim, reports, 1 if quick else 3) for aim, reports in sizes.items()]
    print("pages   apart s  whole s  ratio  ms/page  apart MB  (one)  whole MB  changed s  ratio  allowed  two packs")
    for row in rows:
        apart, whole = row["apart"], row["whole"]
        print(
            f"{apart['pages']:5} {apart['seconds'][0]:9} {whole['seconds'][0]:8} {row['time_ratio']:6} "
            f"{row['ms_per_page']:8} {apart['peak_mb']:9} {apart['peak_process_mb']:6} {whole['peak_mb']:9} "
            f"{apart['seconds'][1]:10} {row['changed_ratio']:6} {row['changed_share'] + 0.1:8.3f} "
            f"{row['two_packs_ratio']:10}"
        )
    return {"rows": rows, "marks": marks(rows)}


def marks(rows):
    """Return which marks are met; what was not measured is left out."""
    sizes = {row["aim"]: row for row in rows}
    met = {}
    if 150 in sizes:
        met["open and exempt pack of 150 pages <= 1.3 of one"] = sizes[150]["two_packs_ratio"] <= 1.3
    if 150 in sizes:
        met["time at 150 pages <= 0.75 of one document"] = sizes[150]["time_ratio"] <= 0.75
        met["one report changed <= its share + 0.1"] = sizes[150]["changed_ratio"] <= sizes[150]["changed_share"] + 0.1
    if 300 in sizes and 50 in sizes:
        met["time per page at 300 <= 1.1 of 50"] = sizes[300]["ms_per_page"] <= 1.1 * sizes[50]["ms_per_page"]
        met["peak memory at 300 <= 1.25 of 50"] = sizes[300]["apart"]["peak_mb"] <= 1.25 * sizes[50]["apart"]["peak_mb"]
    return met


def main():
    """Measure, or be one of the measured processes."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--quick", action="store_true")
    parser.add_argument("--json", action="store_true", help="print the figures as JSON, the table to the other stream")
    parser.add_argument("--one", choices=list(WAYS))
    parser.add_argument("--reports", type=int)
    parser.add_argument("--folder")
    options = parser.parse_args()
    if options.one:
        print(json.dumps(WAYS[options.one](options.reports, options.folder)))
    elif options.json:
        with contextlib.redirect_stdout(sys.stderr):
            found = run(options.quick)
        print(json.dumps(found))
    else:
        print(json.dumps(run(options.quick)["marks"], indent=1))


if __name__ == "__main__":
    main()
