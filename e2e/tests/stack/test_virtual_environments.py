"""tools/venv: whoever asks at the same time gets the same environment, made once and whole. By a python3 of the test's own, which fails where another is at work."""
import os
import subprocess
from pathlib import Path

import pytest
from running_stack import wait_until

TOOL = Path(__file__).resolve().parents[3] / "tools/venv"
PYTHON = """#!/bin/bash
set -e
mkdir "$AT_WORK" # fails where it is there
echo made >>"$MADE"
read -r _ <"$GO"
mkdir -p "$3/bin"
printf '#!/bin/sh\\ntrue\\n' >"$3/bin/pip"
chmod +x "$3/bin/pip"
rmdir "$AT_WORK"
"""


class Asking:
    def __init__(self, directory: Path):
        self.venv, self.requirements, self._made = directory / "venv", directory / "requirements.txt", directory / "made"
        self._at_work, self._go = directory / "at-work", directory / "go"
        os.mkfifo(self._go)
        self.requirements.write_text("# nothing\n")
        (directory / "bin").mkdir()
        (directory / "bin/python3").write_text(PYTHON)
        (directory / "bin/python3").chmod(0o755)
        self._environment = {**os.environ, "PATH": f"{directory}/bin:{os.environ['PATH']}", "AT_WORK": str(self._at_work), "MADE": str(self._made), "GO": str(self._go)}

    def at_once(self, number: int):
        """The first is at work, or done, when the others come; it goes on when they have come as far as the lock."""
        first = self._asked()
        wait_until(lambda: self._at_work.exists() or first.poll() is not None, 60, "the first one")
        others = [self._asked() for _ in range(number - 1)]
        wait_until(lambda: all(self._came(one) for one in others), 60, "the others")
        if first.poll() is None:
            self._go.write_text("\n")
        for one in (first, *others):
            output, _ = one.communicate(timeout=60)
            assert one.returncode == 0, output
        assert (self.venv / "bin/pip").exists()

    def _asked(self) -> subprocess.Popen:
        command = [TOOL, self.venv, self.requirements]
        return subprocess.Popen(command, env=self._environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)

    def _came(self, one: subprocess.Popen) -> bool:
        return one.poll() is not None or os.path.exists(f"/proc/{one.pid}/fd/9")

    @property
    def made(self) -> int:
        return len(self._made.read_text().splitlines())


@pytest.fixture
def asking(tmp_path):
    return Asking(tmp_path)


def test_four_that_ask_at_once(asking):
    asking.at_once(4)
    assert asking.made == 1


def test_two_that_ask_when_the_requirements_have_changed(asking):
    asking.at_once(1)
    (asking.venv / "of-before").touch()
    asking.requirements.write_text("# nothing, but later\n")
    asking.at_once(2)
    assert asking.made == 2 and not (asking.venv / "of-before").exists()


def test_what_is_there_stays(asking):
    asking.at_once(1)
    (asking.venv / "kept").touch()
    asking.at_once(2)
    assert asking.made == 1 and (asking.venv / "kept").exists()
