"""Pages of docs/ whose tables name tests: their rows, and whether each test exists."""
import re
from pathlib import Path

import rendering

ROOT = rendering.ROOT


def rows(page: Path) -> list[list[str]]:
    """The cells of every row, of all the tables on the page, without their heads."""
    lines = page.read_text().splitlines()
    rules = {at for at, line in enumerate(lines) if line.startswith("| ---")}
    bodies = [line for at, line in enumerate(lines) if line.startswith("| ") and at not in rules and at + 1 not in rules]
    return [[cell.strip() for cell in line.strip("|").split(" | ")] for line in bodies]


def named(cell: str) -> list[tuple[str, str]]:
    """[(file, name)] of a cell that quotes a file, followed by each of its tests' names."""
    found, file = [], None
    for quoted in re.findall(r"`([^`]+)`", cell):
        if re.search(r"\.(py|cpp|ts)$", quoted):
            file = quoted
        else:
            assert file, f"{cell}: a test without its file: {quoted}"
            found.append((file, quoted))
    return found


def exists(file: str, name: str) -> bool:
    text = (ROOT / file).read_text() if (ROOT / file).exists() else ""
    if file.endswith(".py"):
        return re.search(rf"^\s*def {re.escape(name)}\(", text, re.M) is not None
    if file.endswith(".ts"):
        return re.search(r"\b(test|it)\(\s*[\"'`]" + re.escape(name) + r"[\"'`]", text) is not None
    text = re.sub(r'"\s*\n\s*"', "", text)  # a long name stands on several lines
    return re.search(r"TEST_CASE\w*\([^\"()]*\"" + re.escape(name) + r"\"", text) is not None


def label(row: list[str]) -> str:
    return re.sub(r"\W+", "-", row[0])[:60]
