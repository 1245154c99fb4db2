"""docs/older-clients.md: each line names a test that there is; what works, one of the contract tests."""
import named_tests
import pytest
from named_tests import ROOT, label

ROWS = [row for row in named_tests.rows(ROOT / "docs/older-clients.md") if row[0].endswith(".")]
FEWEST = 26


def test_there_are_enough_lines_of_both_kinds():
    assert len(ROWS) >= FEWEST and {row[1] for row in ROWS} == {"works", "not yet"}


@pytest.mark.parametrize("row", ROWS, ids=label)
def test_a_line_names_a_test_that_there_is(row):
    assert len(row) == 4, row
    tests = named_tests.named(row[2])
    assert tests, "names no test"
    for file, name in tests:
        assert named_tests.exists(file, name), f"{file} has no {name}"
        assert row[1] == "not yet" or file.startswith("e2e/tests/contract/"), f"{row[0]}: {file} holds no contract tests"


def test_the_check_can_fail():
    mine = "e2e/chart/test_older_clients_docs.py"
    assert named_tests.exists(mine, "test_the_check_can_fail")
    assert not named_tests.exists(mine, "test_the_check_can") and not named_tests.exists("e2e/no/such/file.py", "test_the_check_can_fail")
