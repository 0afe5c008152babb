"""Invented people: names dealt out in a fixed order, so that each installation shows the same ones."""

from collections.abc import Iterator
from itertools import count

FIRST = (
    "Ada Alwyn Amrit Anwen Barnaby Beatrix Bilal Callum Cerys Clement Dilys Edwin Elspeth Farah Fergus Gwen Hafsa Harriet "
    "Idris Imogen Jaswinder Jocelyn Kenji Kirsty Leonard Lorna Magnus Maeve Nadia Ned Olwen Oscar Petra Quentin Rania Rhys "
    "Sabina Selwyn Tamsin Thora Ulric Una Verity Vikram Wilfred Winifred Yusuf Zelda"
).split()
LAST = (
    "Ashgrove Barleymow Birkfell Brackenbury Calderstone Copperthwaite Dalebrook Dunmallet Elderfield Fennimore Foxholme "
    "Garthside Greystock Hallowdale Hazelrigg Ironsmith Kestrelby Larkfield Lindenshaw Marlowick Meadowcroft Nettlebed "
    "Oakenhurst Partridgely Pendlewick Quarrington Ravensbeck Rowanwood Saltmarsh Silverdale Stonebeck Tarnside "
    "Thistlewood Underhill Vennerby Waterford-Lea Whinfell Willowby Yarrowdale"
).split()


def people() -> Iterator[str]:
    """Yield names without end, each once."""
    for n in count():
        first, last = FIRST[n % len(FIRST)], LAST[(n * 7 + n // len(FIRST)) % len(LAST)]
        yield f"{first} {last}" if n < len(FIRST) * len(LAST) else f"{first} {last} {n}"
