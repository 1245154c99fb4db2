"""docs/security.md: every point names tests that there are, and none stands twice."""
import re
import subprocess

import named_tests
import pytest
from named_tests import ROOT, label

PAGE = ROOT / "docs/security.md"
ROWS = [row for row in named_tests.rows(PAGE) if re.match(r"[A-P]\d* \(", row[0])]
# How many points each chapter of the list has.
POINTS = {"A": 10, "B": 13, "C": 11, "D": 10, "E": 7, "F": 6, "G": 12, "H": 6, "I": 9, "J": 10, "K": 8, "L": 4, "M": 8, "N": 4}


def accepted() -> set[str]:
    """The points of "What is not met, and why": G12, H1 to H5."""
    heads = re.findall(r"^- \*\*([^*]+)\*\*", PAGE.read_text().split("## What is not met, and why")[1], re.M)
    found = set()
    for part in (part for head in heads for part in head.split(", ")):
        first, _, last = part.partition(" to ")
        found |= {f"{first[0]}{number}" for number in range(int(first[1:]), int((last or first)[1:]) + 1)}
    return found


def test_every_point_is_shown_or_accepted_with_its_reason():
    points = [row[0].split()[0] for row in ROWS]
    assert len(set(points)) == len(points), "none stands twice"
    all_of_them = {f"{chapter}{number}" for chapter, most in POINTS.items() for number in range(1, most + 1)}
    assert set(points) - {"P"} <= all_of_them and accepted() <= all_of_them
    assert sorted(all_of_them - set(points) - accepted()) == []


def test_the_rules_for_sources_hold():
    checked = subprocess.run([ROOT / "tools/check_rules"], capture_output=True, text=True)
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_its_tests_are_there(row):
    assert all(row), row
    tests = named_tests.named(row[3])
    assert tests, "names no test"
    for file, name in tests:
        assert named_tests.exists(file, name), f"{file} has no {name}"
