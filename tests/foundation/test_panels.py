"""A panel shows a higher noun on a lower noun's page, read once for all records."""

from types import SimpleNamespace

from django.db.models.functions import Upper

from foundation.panels import Panel, beside, read, register
from localities.models import Person


def test_a_panel_is_read_once_for_all_records_of_a_page():
    asked = []

    def found(records):
        asked.append([record.pk for record in records])
        return {1: "something"}

    panel = Panel("Seats", "seats.html", found)
    register("tests.noun", panel)
    register("tests.noun", panel)
    shown = read("tests.noun", (SimpleNamespace(pk=key) for key in (1, 2)))
    assert asked == [[1, 2]]
    assert [[(one.title, one.template, one.found) for one in shown[key]] for key in (1, 2)] == [
        [("Seats", "seats.html", "something")],
        [("Seats", "seats.html", None)],
    ]


def test_what_an_expression_says_comes_with_the_query_of_the_page(inside, django_assert_num_queries):
    register("tests.people", Panel("Seats", "seats.html", lambda rows: {row.pk: "asked" for row in rows}))
    register("tests.people", Panel("Called", "called.html", Upper("name")))
    with django_assert_num_queries(1):
        people = list(beside("tests.people", Person.objects.all()))
        shown = read("tests.people", people)
    assert {one.pk: ["asked", one.name.upper()] for one in people} == {
        key: [panel.found for panel in panels] for key, panels in shown.items()
    }


def test_a_page_without_records_reads_nothing():
    def never(records):
        raise AssertionError("read for nobody")

    register("tests.empty", Panel("Seats", "seats.html", never))
    assert read("tests.empty", []) == {}
    assert read("tests.unknown", [SimpleNamespace(pk=1)]) == {1: []}
