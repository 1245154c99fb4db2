"""The stack that `make run` has started on this machine, for tools/status."""
import json
import os
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timezone
from pathlib import Path

from cluster import Stop, given
from e2e.stack.options import DEFAULT_STATE, ROOT
from e2e.stack.process import PortOpen, start_time
from e2e.stack.record import Record
from replicas import Replica, last_error, short_duration, show as show_table

LOG_BYTES = 1 << 20  # of a log's end, where its last error is looked for


def _state():
    return Path(given("STATE") or DEFAULT_STATE).resolve()


def _description():
    state = _state()
    file = ROOT / "build" / "stack.json" if state == DEFAULT_STATE else state / "stack.json"
    try:
        return json.loads(file.read_text())
    except (OSError, ValueError):
        return None


def is_there():
    return _description() is not None


def show():
    about = _description()
    if about is None:
        raise Stop(f"no local stack runs with the state directory {_state()}; `make run` starts one, STATE= names another", 2)
    print(f"local stack at {about['url']}, {about['store']}, state in {about['state']}\n")
    if not Record(Path(about["state"])).launcher():
        print("Its launcher is gone: nobody starts anything again or ends it. `make stop` ends what is left.\n")
    with ThreadPoolExecutor(len(about["services"]) or 1) as several:  # hung ones are waited for together
        replicas = list(several.map(lambda entry: _replica(entry, Path(about["logs"])), about["services"]))
    return show_table(replicas, [])


def _replica(entry, logs):
    replica = Replica(entry["name"], str(entry["replica"]))
    began = start_time(entry["pid"])
    replica.error = last_error(_end_of(_log(entry, logs)), datetime.now(timezone.utc))
    if began is None:
        replica.ready = f"not running: process {entry['pid']} has ended"
        return replica
    with open("/proc/uptime", encoding="ascii") as uptime:
        replica.age = short_duration(float(uptime.read().split()[0]) - int(began) / os.sysconf("SC_CLK_TCK"))
    port = entry.get("public") or entry.get("internal")
    if entry["name"].endswith("-service"):
        replica.ask(entry["internal"], "/web-manager/" if entry["name"] == "nginx" else "/health/ready")
    elif port:
        replica.well = PortOpen(port)()
        replica.ready = "ready" if replica.well else f"nobody accepts connections at port {port}"
    else:
        replica.well, replica.ready = True, "runs"
    return replica


def _log(entry, logs):
    numbered = logs / f"{entry['name']}-{entry['replica']}.log"
    return numbered if numbered.exists() else logs / f"{entry['name']}.log"


def _end_of(log):
    try:
        with open(log, "rb") as file:
            file.seek(max(0, os.path.getsize(log) - LOG_BYTES))
            return file.read().decode(errors="replace").splitlines()
    except OSError:
        return []
