import io
import os
import time
from pathlib import Path

import docx
import pikepdf
import pytest

from foundation import officepages
from foundation.inspection.kinds import KINDS

WORD = KINDS["docx"].content_type


def a_word_file() -> bytes:
    document = docx.Document()
    document.add_heading("Costs", 1)
    document.add_paragraph("They are low.")
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


@pytest.fixture
def program(tmp_path, monkeypatch):
    """Put a program named soffice on the path that does what a test asks."""

    def install(script: str):
        file = tmp_path / "soffice"
        file.write_text(f"#!/bin/sh\n{script}\n")
        file.chmod(0o755)
        monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    return install


def test_without_libreoffice_there_are_no_pages(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert not officepages.is_available()
    assert officepages.to_pdf(a_word_file(), WORD) is None


@pytest.mark.parametrize("kind", ["pdf", "png", "txt"])
def test_what_is_no_office_file_is_not_given_to_it(kind, program):
    program('for last; do :; done; echo "%PDF" > "${last%.*}.pdf"')
    assert officepages.to_pdf(b"x", KINDS[kind].content_type) is None


def test_it_runs_in_a_profile_of_its_own_without_macros_links_and_our_secrets(program, monkeypatch):
    monkeypatch.setenv("SECRET_KEY", "canary")
    program(
        'for last; do :; done; { echo "$@"; env; '
        'cat "$PWD/profile/user/registrymodifications.xcu"; } > "${last%.*}.pdf"'
    )
    seen = officepages.to_pdf(a_word_file(), WORD).decode()
    assert "--headless" in seen and "-env:UserInstallation=file:///" in seen and "writer_pdf_Export" in seen
    assert 'oor:name="DisableMacrosExecution" oor:op="fuse"><value>true' in seen
    assert "canary" not in seen
    assert "http_proxy=http://127.0.0.1:9" in seen


def test_a_conversion_that_hangs_is_ended_with_its_helpers(program, tmp_path):
    program(f"sleep 30 & echo $! > {tmp_path}/helper; sleep 30")
    started = time.monotonic()
    assert officepages.to_pdf(a_word_file(), WORD, seconds=1) is None
    assert time.monotonic() - started < 10
    helper = int((tmp_path / "helper").read_text())
    with pytest.raises(ProcessLookupError):
        for _ in range(50):
            os.kill(helper, 0)
            if "Z" in Path(f"/proc/{helper}/stat").read_text().split(")")[1][:3]:
                raise ProcessLookupError
            time.sleep(0.1)


def test_a_conversion_that_makes_nothing_gives_no_pages(program):
    program("exit 1")
    assert officepages.to_pdf(a_word_file(), WORD) is None


@pytest.mark.skipif(not officepages.is_available(), reason="LibreOffice is not installed")
def test_a_word_file_becomes_pages():
    with pikepdf.open(io.BytesIO(officepages.to_pdf(a_word_file(), WORD))) as made:
        assert len(made.pages) == 1
        assert "/StructTreeRoot" in made.Root
