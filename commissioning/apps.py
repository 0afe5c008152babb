"""The app's place in the house."""

from django.apps import AppConfig


class CommissioningConfig(AppConfig):
    """Registers what its roles permit."""

    name = "commissioning"

    def ready(self):
        """Tell the ground, once models stand."""
        from foundation import panels
        from plans import ending

        from . import access, ending_funds, showing_money

        access.register()
        panels.register("boards.decision", showing_money.OF_A_DECISION)
        panels.register("boards.board", showing_money.OF_A_BOARD)
        panels.register("plans.priority", showing_money.OF_A_PRIORITY)
        panels.register("localities.locality", showing_money.OF_A_LOCALITY)
        ending.register(ending_funds.ending)
