"""Addresses of registers: as the public reads them, and as officers keep them."""

from django.urls import path

from localities.views import entry_admin, register, register_admin

PUBLIC = "registers/<slug:register_slug>/"
ONE = "manage/registers/<int:register_id>/"
FIELD = f"{ONE}fields/<slug:field_key>/"
ENTRY = "manage/registers/entries/<int:entry_id>/"

urlpatterns = [
    path("registers/", register.registers, name="registers"),
    path(PUBLIC, register.register, name="public_register"),
    path(f"{PUBLIC}table.csv", register.register_csv, name="public_register_csv"),
    path(f"{PUBLIC}<int:entry_id>/", register.register_entry, name="register_entry"),
    path("manage/registers/", register_admin.manage_registers, name="manage_registers"),
    path("manage/registers/new/", register_admin.manage_register_new, name="manage_register_new"),
    path(ONE, entry_admin.manage_register, name="manage_register"),
    path(f"{ONE}change/", register_admin.manage_register_change, name="manage_register_change"),
    path(f"{ONE}state/", register_admin.manage_register_state, name="manage_register_state"),
    path(f"{ONE}fields/", register_admin.manage_register_fields, name="manage_register_fields"),
    path(f"{ONE}fields/new/", register_admin.manage_register_field_new, name="manage_register_field_new"),
    path(FIELD, register_admin.manage_register_field, name="manage_register_field"),
    path(f"{FIELD}state/", register_admin.manage_register_field_state, name="manage_register_field_state"),
    path(f"{ONE}import/", entry_admin.manage_register_import, name="manage_register_import"),
    path(f"{ONE}table.csv", entry_admin.manage_register_csv, name="manage_register_csv"),
    path(f"{ONE}new/", entry_admin.manage_entry_new, name="manage_entry_new"),
    path(ENTRY, entry_admin.manage_entry, name="manage_entry"),
    path(f"{ENTRY}change/", entry_admin.manage_entry_change, name="manage_entry_change"),
    path(f"{ENTRY}documents/", entry_admin.manage_entry_document, name="manage_entry_document"),
    path(
        f"{ENTRY}documents/<int:file_id>/removal/",
        entry_admin.manage_entry_document_removal,
        name="manage_entry_document_removal",
    ),
]
