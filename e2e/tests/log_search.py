"""Searches in what a whole run has written: hundreds of megabytes, and thousands of values to look for."""
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path


def values_in(files: list[Path], values: set[str], scratch: Path) -> list[tuple[str, str]]:
    """(file, how the value begins) of some of the values that each file holds; empty when no file holds any."""
    assert all(value and "\n" not in value for value in values)
    wanted = scratch / "values-to-look-for"
    wanted.write_text("".join(value + "\n" for value in values))
    grep = ["grep", "--fixed-strings", "--text", "--only-matching", "--with-filename", "--null", "--max-count=5", f"--file={wanted}", "--", *map(str, files)]
    done = subprocess.run(grep, env={**os.environ, "LC_ALL": "C"}, capture_output=True, check=False)
    assert done.returncode in (0, 1) and not done.stderr, done.stderr
    found = (line.partition(b"\0") for line in done.stdout.splitlines())
    return sorted({(file.decode(), value[:12].decode(errors="replace") + "…") for file, _, value in found})


def whole_lines(log: Path, offset: int = 0) -> Iterator[bytes]:
    """The lines that begin at an offset or after it, without one that is still being written."""
    with open(log, "rb") as lines:
        lines.seek(offset)
        yield from (line for line in lines if line.endswith(b"\n"))


class LaterLines:
    """What the logs of a folder have got since this was made."""

    def __init__(self, folder: Path):
        self._folder = folder
        self._before = {log: log.stat().st_size for log in folder.iterdir()}

    def __call__(self) -> list[str]:
        return [line.decode(errors="replace") for log in self._folder.iterdir() for line in whole_lines(log, self._before.get(log, 0))]
