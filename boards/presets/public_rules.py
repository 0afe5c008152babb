"""What the public may put to a board, where neither the board nor its kind says otherwise. Source: standards R12."""

from typing import Any

from boards.models import Asked

DEFAULTS: dict[str, dict[str, Any]] = {
    Asked.QUESTION: {"days_before": 3, "most_words": 100, "most_each": 2, "has_supplementary": True, "minutes": 2},
    Asked.STATEMENT: {"days_before": 3, "most_words": 300, "most_each": 1, "minutes": 3},
    Asked.PETITION: {"days_before": 5, "most_words": 300, "most_each": 1, "least_signatures": 20, "minutes": 3},
    Asked.DEPUTATION: {"days_before": 5, "most_words": 300, "most_each": 1, "most_speakers": 3, "minutes": 5},
}
