"""Addresses of terms of reference."""

from django.urls import path

from boards.views import terms

urlpatterns = [
    path("boards/<slug:slug>/terms/", terms.terms, name="terms"),
    path("boards/<slug:slug>/terms/<int:number>/", terms.terms, name="terms_edition"),
    path("manage/boards/<slug:slug>/terms/", terms.board_terms, name="board_terms"),
    path("manage/boards/<slug:slug>/terms/publication/", terms.terms_publication, name="terms_publication"),
    path("manage/boards/<slug:slug>/terms/agreement/", terms.terms_agreement, name="terms_agreement"),
    path("manage/boards/<slug:slug>/governing-document/", terms.governing, name="governing_document"),
]
