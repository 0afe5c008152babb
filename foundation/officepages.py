"""Office files become pages through LibreOffice where it is installed; elsewhere a pack names the file instead."""

import logging
import os
import shutil
import signal
import subprocess
import tempfile
from pathlib import Path

from foundation.inspection.kinds import kind_of_type

log = logging.getLogger(__name__)

PROGRAMS = ("soffice", "libreoffice")
SECONDS = 120
CONVERTED = ("docx", "xlsx", "pptx", "odt", "ods", "odp")
# A profile of its own for each run: no macros, no linked content, no questions, nothing kept.
SETTINGS = {
    ("org.openoffice.Office.Common/Security/Scripting", "DisableMacrosExecution"): "true",
    ("org.openoffice.Office.Common/Security/Scripting", "MacroSecurityLevel"): "3",
    ("org.openoffice.Office.Common/Security/Scripting", "BlockUntrustedRefererLinks"): "true",
    ("org.openoffice.Office.Common/Security/Scripting", "DisableActiveContent"): "true",
    ("org.openoffice.Office.Writer/Content/Update", "Link"): "0",
    ("org.openoffice.Office.Calc/Content/Update", "Link"): "2",
}
# Where the machine allows it the program starts in a network of its own, which leads nowhere.
ALONE = ("unshare", "--user", "--map-root-user", "--net", "--")


def is_available() -> bool:
    """Say whether this machine can turn Office files into pages."""
    return _program() is not None


def to_pdf(data: bytes, content_type: str, *, seconds: int = SECONDS) -> bytes | None:
    """Return the pages of an Office file as a tagged PDF, or None where that is not possible here."""
    kind, program = kind_of_type(content_type), _program()
    if program is None or kind is None or kind.extension not in CONVERTED:
        return None
    with tempfile.TemporaryDirectory(prefix="pages-", ignore_cleanup_errors=True) as folder:
        source = Path(folder, f"file.{kind.extension}")
        source.write_bytes(data)
        profile = _profile(Path(folder, "profile"))
        _run([*_alone(), *_command(program, profile, source)], Path(folder), seconds)
        made = source.with_suffix(".pdf")
        return made.read_bytes() if made.exists() and made.stat().st_size else None


def _program() -> str | None:
    return next((found for name in PROGRAMS if (found := shutil.which(name))), None)


def _alone() -> tuple[str, ...]:
    if not shutil.which("unshare"):
        return ()
    allowed = subprocess.run([*ALONE, "true"], capture_output=True, check=False).returncode == 0
    return ALONE if allowed else ()


def _command(program: str, profile: Path, source: Path) -> list[str]:
    family = {"docx": "writer", "odt": "writer", "xlsx": "calc", "ods": "calc"}.get(source.suffix[1:], "impress")
    tagged = '{"UseTaggedPDF":{"type":"boolean","value":"true"},"ExportBookmarks":{"type":"boolean","value":"true"}}'
    return [
        program,
        f"-env:UserInstallation={profile.as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--nodefault",
        "--nologo",
        "--convert-to",
        f"pdf:{family}_pdf_Export:{tagged}",
        "--outdir",
        str(source.parent),
        str(source),
    ]


def _profile(folder: Path) -> Path:
    items = "".join(
        f'<item oor:path="/{path}"><prop oor:name="{name}" oor:op="fuse"><value>{value}</value></prop></item>'
        for (path, name), value in SETTINGS.items()
    )
    (folder / "user").mkdir(parents=True)
    (folder / "user" / "registrymodifications.xcu").write_text(
        '<?xml version="1.0" encoding="UTF-8"?><oor:items xmlns:oor="http://openoffice.org/2001/registry" '
        'xmlns:xs="http://www.w3.org/2001/XMLSchema" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"{items}</oor:items>"
    )
    return folder


def _run(command: list[str], folder: Path, seconds: int) -> None:
    # Only what the program needs of the environment: no addresses and secrets of ours; a dead proxy as second lock.
    environment = {"PATH": os.environ.get("PATH", ""), "HOME": str(folder), "TMPDIR": str(folder), "LANG": "C.UTF-8"}
    environment |= dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,  # so that its helpers end with it
    )
    try:
        process.wait(timeout=seconds)
    except subprocess.TimeoutExpired:
        log.warning("LibreOffice did not finish in %s seconds; the pack will name the file instead.", seconds)
    finally:
        _end(process)


def _end(process: subprocess.Popen) -> None:
    try:
        os.killpg(process.pid, signal.SIGKILL)
    except ProcessLookupError:
        return
    finally:
        process.wait()
