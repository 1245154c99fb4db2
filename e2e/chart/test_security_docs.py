"""docs/security.md: every point names tests that there are, and none stands twice."""
import re

import named_tests
import pytest
from named_tests import ROOT, label

PAGE = ROOT / "docs/security.md"
ROWS = [row for row in named_tests.rows(PAGE) if re.match(r"[A-P]\d* \(", row[0])]
FEWEST = 60


def test_there_are_enough_points_and_none_stands_twice():
    points = [row[0].split()[0] for row in ROWS]
    assert len(points) >= FEWEST
    assert len(set(points)) == len(points)


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_its_tests_are_there(row):
    assert all(row), row
    tests = named_tests.named(row[3])
    assert tests, "names no test"
    for file, name in tests:
        assert named_tests.exists(file, name), f"{file} has no {name}"
