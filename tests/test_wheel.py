"""The built wheel carries all that the program needs, and runs away from the checkout."""

import os
import socket
import subprocess
import sys
import sysconfig
import time
import urllib.error
import urllib.request
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]
ROOMS = ("bot", "committee", "handlers", "messages", "regulations", "storage")
DATA = {".j2", ".yaml", ".json", ".sql", ".css", ".js", ".svg", ".csv"}
NAME = "Ban Chỉ đạo chuyển đổi số phường Trần Liễu"
READY_SECONDS = 60.0


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("dist")
    build = [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", str(target)]
    subprocess.run(build, cwd=ROOT, check=True, capture_output=True)
    [built] = target.glob("*.whl")
    return built


class Office:
    """An installation in an environment of its own; `run` speaks to its `bcd`."""

    def __init__(self, folder: Path, wheel: Path) -> None:
        self.folder = folder
        self._bin = folder / "env" / "bin"
        venv = [sys.executable, "-m", "venv", "--without-pip", str(folder / "env")]
        subprocess.run(venv, check=True)
        pip = [sys.executable, "-m", "pip", "--python", str(self._bin / "python"), "install"]
        quiet = ["--quiet", "--disable-pip-version-check", "--no-deps", "--no-index", str(wheel)]
        subprocess.run([*pip, *quiet], check=True)
        self._lend_the_locked_packages()

    def _lend_the_locked_packages(self) -> None:
        """What a network would bring. A path from a .pth file is searched, but .pth files in it
        are not read: the one that points to the checkout stays out."""
        [packages] = (self.folder / "env" / "lib").glob("python*/site-packages")
        (packages / "locked.pth").write_text(sysconfig.get_path("purelib") + "\n")

    @property
    def environment(self) -> dict[str, str]:
        kept = {k: v for k, v in os.environ.items() if not k.startswith(("BCD_", "PYTHON"))}
        return {**kept, "BCD_DATA": str(self.folder / "data")}

    def run(self, *words: str, program: str = "bcd") -> str:
        done = subprocess.run(
            [self._bin / program, *words],
            cwd=self.folder,
            env=self.environment,
            capture_output=True,
            text=True,
            timeout=READY_SECONDS,
        )
        assert done.returncode == 0, done.stderr
        return done.stdout

    def start(self, *words: str) -> "subprocess.Popen[bytes]":
        return subprocess.Popen(
            [self._bin / "bcd", *words],
            cwd=self.folder,
            env=self.environment,
            stdout=subprocess.DEVNULL,
        )


@pytest.fixture(scope="module")
def office(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Office:
    return Office(tmp_path_factory.mktemp("office"), wheel)


def test_it_holds_every_file_of_the_rooms_and_nothing_else(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as archive:
        held = {name for name in archive.namelist() if ".dist-info/" not in name}
    kinds = DATA | {".py"}
    needed = {
        str(path.relative_to(ROOT))
        for room in ROOMS
        for path in (ROOT / room).rglob("*")
        if path.suffix in kinds
    }
    assert needed - held == set()
    assert {name.split("/")[0] for name in held} == set(ROOMS)
    assert {Path(name).suffix for name in held} >= kinds


def test_it_runs_from_its_own_files(office: Office) -> None:
    where = office.run("-c", "import bot; print(bot.__file__)", program="python")
    assert Path(where.strip()).is_relative_to(office.folder)
    assert "demo" in office.run("--help")


def test_an_office_sets_itself_up_with_it(office: Office) -> None:
    made = office.run("committee", "create", "--regulation", "tran-lieu", "--name", NAME)
    assert NAME in made
    office.run("roster", "template", "mau.xlsx")
    assert (office.folder / "mau.xlsx").read_bytes().startswith(b"PK")
    [sheet] = office.folder.glob("env/lib/python*/site-packages/bot/demo/tran-lieu.csv")
    assert "Thêm mới: 15" in office.run("roster", "import", str(sheet))
    assert "127.0.0.1:8080/?ma=" in office.run("invite", "Cao Thị Mai")


def test_its_trial_room_opens(office: Office) -> None:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    room = office.start("demo", "--port", str(port), "--data", "trial")
    try:
        page = _page(f"http://127.0.0.1:{port}/", room)
        assert "Nguyễn Văn An" in page
        assert _page(f"http://127.0.0.1:{port}/static/trial.js", room)
    finally:
        room.terminate()
        room.wait(READY_SECONDS)


def _page(url: str, room: "subprocess.Popen[bytes]") -> str:
    give_up = time.monotonic() + READY_SECONDS
    while time.monotonic() < give_up and room.poll() is None:
        try:
            with urllib.request.urlopen(url) as response:
                return str(response.read().decode())
        except urllib.error.URLError:
            time.sleep(0.1)
    raise AssertionError("the trial room did not open")
