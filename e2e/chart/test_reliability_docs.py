"""docs/reliability.md: every drill that it lists is a test that there is, and a runbook or an alert that there is."""
import re

import named_tests
import pytest
from named_tests import ROOT, exists, label

PAGE = ROOT / "docs/reliability.md"
FEWEST = 25
COLUMNS = ("the fault", "what must hold", "the test", "where an operator sees it")


def rows() -> list[list[str]]:
    return named_tests.rows(PAGE)


def drills_of(row) -> list[tuple[str, str]]:
    return named_tests.named(row[2])


def test_there_are_enough_drills_and_each_says_everything():
    assert len(rows()) >= FEWEST
    for row in rows():
        assert len(row) == len(COLUMNS), row
        assert all(row), row
        for sentence in row[:2]:
            assert sentence.endswith("."), f"{sentence}: is no sentence"


@pytest.mark.parametrize("row", rows(), ids=label)
def test_its_test_is_there(row):
    assert drills_of(row), "names no test"
    for file, name in drills_of(row):
        assert exists(file, name), f"{file} has no {name}"


def test_the_check_of_tests_can_fail():
    assert exists("e2e/chart/named_tests.py", "exists") and not exists("e2e/chart/named_tests.py", "exist")
    assert not exists("libs/common/tests/http/client_test.cpp", "a peer that drips its answer")
    assert not exists("e2e/no/such/file.py", "exists")


def test_no_test_stands_for_two_claims():
    """A fault has a test of its own: what one test shows twice is one row."""
    named = [test for row in rows() for test in drills_of(row)]
    assert not {test for test in named if named.count(test) > 1}


def test_every_drill_of_e2e_is_listed():
    listed = {test for row in rows() for test in drills_of(row)}
    files = [*ROOT.glob("e2e/faults/tests/test_*.py"), *(ROOT / "e2e/tests/whole" / f"test_{name}.py" for name in ("faults", "overload", "poison", "store_faults", "usap_faults"))]
    for file in files:
        path = str(file.relative_to(ROOT))
        for name in re.findall(r"(?m)^def (test_\w+)\(", file.read_text()):
            assert (path, name) in listed, f"{path}: {name} is not in docs/reliability.md"


@pytest.mark.parametrize("row", rows(), ids=label)
def test_an_operator_is_told(row):
    pages = re.findall(r"\]\(([^)#]+)", row[3])
    assert pages, "names no page"
    for page in pages:
        assert (PAGE.parent / page).exists(), page
