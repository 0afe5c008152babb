"""A Word file becomes a report: laid beside its form for checking, then taken section by section."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from django.db import transaction

from boards import attaching, reporting
from boards.models import Appendix, BackgroundPaper, Report, TemplateSection
from foundation import richtext, uploads
from foundation.meanwhile import ChangedMeanwhile
from foundation.models import File, User
from foundation.uploads import Inspected
from foundation.wordimport import ImportedReport, Section, match

Kind = TemplateSection.Kind
LONGEST_TITLE = 200


@dataclass(frozen=True)
class Proposed:
    """What a document says under a heading of the form, beside what stands there now."""

    section: TemplateSection
    html: str
    now: str
    version: int

    @property
    def replaces(self) -> bool:
        """Say whether a text that is there would go."""
        return self.section.kind == Kind.TEXT and not richtext.is_empty(self.now)


@dataclass(frozen=True)
class Plan:
    """A document laid beside the form of a report."""

    found: list[Proposed]
    unknown: list[Section]
    missing: list[str]


@dataclass(frozen=True)
class Chosen:
    """A section that the author takes over from a document."""

    section: TemplateSection
    html: str
    version: int
    adds: bool = False  # after the text that is there, instead of in its place


def plan(report: Report, read: ImportedReport) -> Plan:
    """Lay a document beside the form of a report."""
    asked = [section for section in report.template.sections.all() if section.kind != Kind.ADVICE]
    matched = match(read.sections, [section.heading for section in asked])
    written = {row.template_section_id: row for row in report.sections.all()}
    found = []
    for section in asked:
        if own := matched.found.get(section.heading):
            row = written.get(section.pk)
            found.append(Proposed(section, own.html, row.text if row else "", row.version if row else 0))
    return Plan(found, matched.unknown, matched.missing)


@transaction.atomic
def take(report: Report, chosen: Iterable[Chosen], *, by: User | None, by_name: str = "") -> list[str]:
    """Put the chosen sections into a report and return the headings that somebody changed meanwhile."""
    skipped = []
    for one in chosen:
        who: dict = {"by": by, "by_name": by_name}
        if one.section.kind == Kind.RECOMMENDATIONS:
            for words in _statements(one.html):
                reporting.add_recommendation(report, **who, text=words[: reporting.LONGEST_RECOMMENDATION])
        elif one.section.kind == Kind.BACKGROUND:
            _name_papers(report, one, **who)
        elif not _write(report, one, **who):
            skipped.append(one.section.heading)
    reporting.record(report, "took a Word file into a report", by, by_name)
    return skipped


def hold_pictures(report: Report, pictures: Sequence[Inspected], *, by: User | None) -> list[File]:
    """Keep the pictures of a document, closed, until the author says whether they become appendices."""
    place = {"root": report.board.root, "part_of": f"report:{report.pk}"}
    return [uploads.store(picture, **place, by=by) for picture in pictures]


@transaction.atomic
def take_pictures(report: Report, keys: Iterable[int], *, by: User | None, by_name: str = "") -> int:
    """Attach pictures that were held, each once, and return how many there were."""
    attached = Appendix.objects.filter(report=report).values("file")
    held = File.objects.filter(pk__in=list(keys), part_of=f"report:{report.pk}").exclude(pk__in=attached)
    pictures = held.filter(content_type__startswith="image/").order_by("pk")
    for picture in pictures:
        title = picture.name.rpartition(".")[0][:LONGEST_TITLE]
        attaching.attach(report, picture, by=by, by_name=by_name, title=title)
    return len(pictures)


def _write(report: Report, one: Chosen, *, by: User | None, by_name: str) -> bool:
    html, version = one.html, one.version
    row = report.sections.filter(template_section=one.section).first()
    if one.adds:
        html, version = (row.text if row else "") + html, row.version if row else 0
    try:
        reporting.save_section(report, one.section, by=by, by_name=by_name, text=html, version=version)
    except ChangedMeanwhile:
        return False
    return True


def _name_papers(report: Report, one: Chosen, *, by: User | None, by_name: str) -> None:
    if richtext.is_none_answer(one.html):
        reporting.say_none(report, one.section, by=by, by_name=by_name)
        return
    for words in _statements(one.html):
        paper = BackgroundPaper(report=report)
        reporting.save_background(paper, by=by, by_name=by_name, fields={"title": words[:LONGEST_TITLE]})


def _statements(html: str) -> list[str]:
    clean = Section("", richtext.clean(html)).statements()
    return [words for statement in clean if (words := " ".join(richtext.plain(statement).split()))]
