"""The table of docs/operations/alerts.md: which fault sets off which alert, and when. `python -m e2e.monitoring.table <file>` prints it from what
the tests have measured."""
import json
import re
import sys
from pathlib import Path

from e2e.monitoring.prometheus import ALERTS_PAGE

BLOCK = re.compile(r"(<!-- measured -->\n)(.*?)(<!-- /measured -->)", re.S)
HEAD = "| the fault | the alert | it must fire within | it fired after | silent again, after recovery |\n| --- | --- | --- | --- | --- |\n"


def row(measured: dict) -> str:
    fault = measured["fault"] if "silent" in measured else f"{measured['fault']} (an event: told for five minutes)"
    silent = f"{measured['silent']:.0f} s" if "silent" in measured else "–"
    return f"| {fault} | [{measured['alert']}](runbooks/{measured['alert']}.md) | {measured['limit']} s | {measured['after']:.0f} s | {silent} |\n"


def text(measured: list[dict]) -> str:
    return HEAD + "".join(map(row, measured))


def rows_on_the_page() -> list[list[str]]:
    """Of the table that is kept: its cells."""
    kept = BLOCK.search(ALERTS_PAGE.read_text())[2]
    return [[cell.strip() for cell in line.strip("|\n").split("|")] for line in kept.splitlines()[2:] if line]


if __name__ == "__main__":
    print(text(json.loads(Path(sys.argv[1]).read_text())), end="")
