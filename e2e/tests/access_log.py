"""nginx's access log: a line is written once its answer has left, so that whoever has the answer waits for the line."""
import json
from pathlib import Path

from e2e.faults.waiting import wait_until


def lines_of(file: Path, request_ids: set[str], seconds: float = 10) -> dict[str, dict]:
    """The lines of these requests, by their ids."""
    found: dict[str, dict] = {}

    def are_there():
        whole = (line for line in file.read_text().splitlines(keepends=True) if line.endswith("\n"))
        found.update((line["request_id"], line) for line in map(json.loads, whole) if line["request_id"] in request_ids)
        return found.keys() == request_ids

    wait_until(are_there, seconds, "the access log's lines")
    return found
