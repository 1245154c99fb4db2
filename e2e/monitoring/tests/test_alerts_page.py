"""docs/operations/alerts.md keeps the table that the tests have measured, of the faults that there are, and it says what must hold."""
from test_fault_table import SILENT_WITHIN

from e2e.monitoring import faults, table


def seconds(cell: str) -> int:
    return int(cell.split()[0])


def test_the_page_has_the_table_of_these_faults():
    rows = table.rows_on_the_page()
    assert [(row[0].partition(" (an event")[0], row[1].partition("]")[0].lstrip("["), seconds(row[2])) for row in rows] == [
        (fault.name, told.alert, told.within) for fault in faults.ALL for told in fault.told]  # fmt: skip
    for row in rows:
        assert seconds(row[3]) <= seconds(row[2]), row
        assert row[4] == "–" or seconds(row[4]) <= SILENT_WITHIN, row
