"""The cast's partnership, for the tests of those who keep its registers too."""

import pytest

from tests.boards.conftest import cast, made, scene, scene_of_module
from tests.localities.registers import CLEARED

__all__ = ["cast", "made", "scene", "scene_of_module"]


@pytest.fixture
def inside(db, cast):
    """Run a test's own queries inside the cast's partnership, cleared for what officers keep to themselves."""
    with cast.inside(*CLEARED):
        yield cast
