"""docs/seed-conformance.md is true of the default rendering, row by row."""
import collections
import json
import re

import pytest
import rendering

PAGE = rendering.ROOT / "docs" / "seed-conformance.md"


# How many rows each chapter of the design has: none goes unnoticed.
CHAPTERS = {"2.2": 13, "2.3": 5, "3.1": 14, "3.2": 76, "adoption:": 1, "4.2": 1, "3.3": 15, "3.4": 16, "6.3": 16, "7.1": 1, "7.3": 2, "7": 1, "8.1": 9}


def rows():
    """Design, where, path, value, what is mended (perhaps), and the value of the chart that its heading names (perhaps)."""
    setting = None
    for line in PAGE.read_text().splitlines():
        if line.startswith("## "):
            setting = (re.findall(r"`([\w.]+=\w+)`", line) or [None])[0]
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        cells[-1] = cells[-1].rstrip("|").strip()
        if line.startswith("| ") and "/" in cells[1] and len(cells) in (4, 5) and re.fullmatch(r"[A-Z]\w+/[-\w]+", cells[1]):
            yield [*cells[:4], setting]


ROWS = list(rows())


def found(value, path):
    """Every value at a path: members with dots, [name] an item by its name or path, [] any item."""
    if not path:
        return [value]
    item = re.match(r"\[([^\]]*)\]\.?", path)
    if item:
        wanted, rest = item.group(1), path[item.end() :]
        items = [i for i in value if not wanted or wanted in (i.get("name"), i.get("path"), i.get("metadata", {}).get("name"))]
        return [v for i in items for v in found(i, rest)]
    if not isinstance(value, dict):
        return []
    # Names of annotations and files have dots, too: the longest member that fits is meant.
    for name in sorted(value, key=len, reverse=True):
        if path == name or path.startswith((name + ".", name + "[")):
            return found(value[name], path[len(name) :].removeprefix("."))
    return []


def text_of(value):
    return value if isinstance(value, str) else json.dumps(value, sort_keys=True, separators=(",", ":"))


def test_the_page_has_its_rows():
    assert collections.Counter(row[0].split()[0] for row in ROWS) == CHAPTERS
    asked = [tuple(row[1:]) for row in ROWS]
    assert not [row for row, times in collections.Counter(asked).items() if times > 1]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: f"{row[0]}-{row[1]}")
def test_row(row):
    _, where, path, expected, setting = row
    rendered = rendering.render("defaults", *(["--set", setting] if setting else []))
    values = [text_of(value) for value in found(rendered.named(*where.split("/")), path)]
    if expected == "(absent)":
        assert values == []
    elif expected == "(given)":
        assert len(values) == 1 and values[0]
    else:
        assert expected in values


@pytest.mark.parametrize("broken", ["spec.replicas", "spec.template.spec.containers[auth-service].image"])
def test_a_row_that_does_not_hold_is_seen(broken):
    with pytest.raises(AssertionError):
        test_row(["", "Deployment/auth-service", broken, "something else", None])
