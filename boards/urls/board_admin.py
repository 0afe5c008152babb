"""Officers' addresses of boards, their seats and offices."""

from django.urls import path

from boards.views import board_admin, board_new, kind, public_rule, seat

BOARD = "manage/boards/<slug:slug>/"

urlpatterns = [
    path("manage/kinds/", kind.kinds, name="kinds"),
    path("manage/kinds/new/", kind.kind, name="kind_new"),
    path("manage/kinds/<int:kind_id>/", kind.kind, name="kind"),
    path("manage/kinds/<int:kind_id>/public/<slug:asked>/", public_rule.kind_public_rule, name="kind_public_rule"),
    path(f"{BOARD}public/", public_rule.public_rules, name="public_rules"),
    path(f"{BOARD}public/<slug:asked>/", public_rule.public_rule, name="public_rule"),
    path("manage/boards/", board_admin.manage_boards, name="manage_boards"),
    path("manage/boards/new/", board_new.board_new, name="board_new"),
    path(BOARD, board_admin.manage_board, name="manage_board"),
    path(f"{BOARD}settings/", board_admin.board_settings, name="board_settings"),
    path(f"{BOARD}name/", board_admin.board_name, name="board_name"),
    path(f"{BOARD}offices/", board_admin.board_office, name="board_office"),
    path("manage/offices/<int:office_id>/end/", board_admin.office_end, name="office_end"),
    path(f"{BOARD}relations/", board_admin.board_relation, name="board_relation"),
    path("manage/relations/<int:relation_id>/end/", board_admin.relation_end, name="relation_end"),
    path(f"{BOARD}standing-items/", board_admin.standing_item, name="standing_item"),
    path(f"{BOARD}standing-items/order/", board_admin.standing_items_order, name="standing_items_order"),
    path(f"{BOARD}seats/", seat.board_seats, name="board_seats"),
    path(f"{BOARD}seats/filling/", seat.seat_filling, name="seat_filling"),
    path(f"{BOARD}seats/rules/", seat.seat_rule, name="seat_rule"),
    path(f"{BOARD}seats/rules/<int:rule_id>/seats/", seat.seat_new, name="seat_new"),
    path("manage/seats/<int:seat_id>/holder/", seat.seat_holder, name="seat_holder"),
    path("manage/holdings/<int:holding_id>/substitute/", seat.seat_substitute, name="seat_substitute"),
    path("manage/holdings/<int:holding_id>/end/", seat.holding_end, name="holding_end"),
]
