"""Where the embedded servers live, as whom they run, and which programs they are."""

import hashlib
import os
import pwd
import random
import shutil
import socket
import subprocess
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path

# PostgreSQL refuses to run as root, so root lends it the least account that every Linux has.
SERVANT = "nobody"
SHARED_HOME = Path("/var/lib/locality-boards")


class ServerTrouble(RuntimeError):
    """An embedded server could not be started; the message says what to do."""


@dataclass(frozen=True)
class Ground:
    """One data directory: its own files, and the home of its servers."""

    data_dir: Path
    home: Path
    durable: bool

    @property
    def state_file(self) -> Path:
        return self.data_dir / "embedded.json"


def settle(data_dir: Path, *, durable: bool) -> Ground:
    """Make the data directory and the home of its servers, without loosening any folder that was there."""
    data_dir = data_dir.resolve()
    if not data_dir.exists():
        data_dir.mkdir(parents=True)
        data_dir.chmod(0o711 if is_root() else 0o700)
    home = data_dir / "servers"
    if is_root() and not servant_reaches(data_dir):
        SHARED_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
        home = SHARED_HOME / hashlib.sha256(str(data_dir).encode()).hexdigest()[:16]
    if not home.exists():
        home.mkdir(mode=0o700)
        if is_root():
            servant = pwd.getpwnam(SERVANT)
            os.chown(home, servant.pw_uid, servant.pw_gid)
    return Ground(data_dir, home, durable)


def is_root() -> bool:
    """Say whether this process is root's."""
    return os.geteuid() == 0


def servant_reaches(path: Path) -> bool:
    """Say whether the servers' account may go to a folder or run a program, asked of the kernel itself."""
    return run(["/bin/sh", "-c", 'test -x "$0"', str(path)], check=False).returncode == 0


def run(command: list[str], *, check: bool = True) -> subprocess.CompletedProcess:
    """Run a command to its end as the servers' account (root's stand-in, or the user themself)."""
    borrowed: dict = {}
    if is_root():
        servant = pwd.getpwnam(SERVANT)
        borrowed = {"user": servant.pw_uid, "group": servant.pw_gid, "extra_groups": []}
    kept = {name: os.environ[name] for name in ("PATH", "LD_LIBRARY_PATH") if name in os.environ}
    return subprocess.run(
        command, check=check, cwd="/", env=kept | {"LC_ALL": "C", "TZ": "UTC"}, stdin=subprocess.DEVNULL,
        capture_output=True, text=True, **borrowed,
    )  # fmt: skip


def programs(package: str, folders: list[str]) -> Path:
    """Return the folder of a wheel that holds its programs, copied to where the servers' account can run them."""
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ServerTrouble(
            f"The package {package} is not installed: run `make run` or set DATABASE_URL and REDIS_URL."
        )
    root = Path(next(iter(spec.submodule_search_locations)))
    here = next((root / folder for folder in folders if (root / folder).is_dir()), root)
    if not is_root() or servant_reaches(next((here / "bin").iterdir())):
        return here
    return _copied(root, here)


def _copied(root: Path, here: Path) -> Path:
    """Copy programs, and the libraries that a wheel lays beside its package, to where the servers' account may go."""
    copy = SHARED_HOME / f"{root.name}-{int(root.stat().st_mtime)}"
    target = copy / here.relative_to(root.parent)
    if not target.exists():
        SHARED_HOME.mkdir(mode=0o711, parents=True, exist_ok=True)
        unfinished = copy.with_suffix(f".{os.getpid()}")
        for part in (here, root.with_name(f"{root.name}.libs")):
            if part.exists():
                shutil.copytree(part, unfinished / part.relative_to(root.parent), symlinks=True)
        for part in [unfinished, *unfinished.rglob("*")]:
            if not part.is_symlink():
                part.chmod(part.stat().st_mode | (0o055 if part.is_dir() or os.access(part, os.X_OK) else 0o044))
        if target.exists():
            shutil.rmtree(unfinished)
        else:
            unfinished.rename(copy)
    return target


def open_port(remembered: int | None) -> int:
    """Return the remembered port when it is still ours to take, else a free one below the ephemeral range."""
    candidates = ([remembered] if remembered else []) + random.sample(range(20000, 32000), 50)
    for port in candidates:
        with socket.socket() as probe:
            probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            try:
                probe.bind(("127.0.0.1", port))
            except OSError:
                continue
            return port
    raise ServerTrouble("No free port was found on 127.0.0.1 between 20000 and 32000.")


def write_private(path: Path, text: str, *, for_servant: bool = False) -> None:
    """Write a file that only its owner can read, in one step."""
    unfinished = path.with_name(f"{path.name}.{os.getpid()}")
    with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
        file.write(text)
    if for_servant and is_root():
        servant = pwd.getpwnam(SERVANT)
        os.chown(unfinished, servant.pw_uid, servant.pw_gid)
    unfinished.rename(path)
