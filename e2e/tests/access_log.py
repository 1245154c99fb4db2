"""nginx's access log: a line is written once its answer has left, so that whoever has the answer waits for the line."""
import json
from pathlib import Path

from e2e.faults.waiting import wait_until
from log_search import whole_lines


def lines_of(file: Path, request_ids: set[str], seconds: float = 10) -> dict[str, dict]:
    """The lines of these requests, by their ids."""
    found: dict[str, dict] = {}
    offset = 0

    def are_there():
        nonlocal offset
        for line in whole_lines(file, offset):
            offset += len(line)
            if (fields := json.loads(line))["request_id"] in request_ids:
                found[fields["request_id"]] = fields
        return found.keys() == request_ids

    wait_until(are_there, seconds, "the access log's lines")
    return found
