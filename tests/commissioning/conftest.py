"""What the tests of money share with those of boards: the cast, a scene built once a module, the mails."""

from tests.boards.conftest import cast, made, mails, scene, scene_of_module, short_wait

__all__ = ["cast", "made", "mails", "scene", "scene_of_module", "short_wait"]
