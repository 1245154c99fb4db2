"""Each fault of the suite sets off the alert that names what is ill, soon; what Alertmanager sends names nothing that is well; and two minutes after
recovery nothing fires. On a real Prometheus and Alertmanager with the chart's rules and the documented inhibition, with two replicas on real stores
and light traffic."""
import json
import os
import re
import time
from pathlib import Path

import pytest
from whole.recovery import all_ready, works
from running_stack import wait_until

from e2e.monitoring import faults, runbook, table

SILENT_WITHIN = 120  # seconds after recovery
EVENTS_LAST = 300 + 60
SETTLED_WITHIN = 150
HELD = 75  # seconds that a fault goes on after its alert, so that what comes of it would be told
MEASURED = Path(os.environ.get("LGM_ALERT_TABLE", "build/alert-table.json"))


def seconds_until_fired(monitoring, told, began) -> float:
    wanted = {"alertname": told.alert, "part": told.part}
    wait_until(lambda: any(wanted.items() <= alert.items() for alert in monitoring.firing()), told.within + 60, f"the alert {wanted}; there are {monitoring.firing()}")
    return time.monotonic() - began


def sent_since(monitoring, number: int) -> list[dict]:
    return [one for one in monitoring.sent()[number:] if one["status"] == "firing"]


def recovered(stack) -> bool:
    return all_ready(stack) and works(stack)


def is_silent(monitoring, events=()) -> bool:
    return not [alert for alert in monitoring.firing() if alert["alertname"] not in events]


class Table:
    def __init__(self, watched, held: float = HELD):
        self._watched, self._held = watched, held
        self.rows, self.wrong, self._events = [], [], set()

    def run(self, fault):
        monitoring = self._watched.monitoring
        number = len(monitoring.sent())
        with fault.makes(self._watched):
            began = time.monotonic()
            took = [(told, seconds_until_fired(monitoring, told, began)) for told in fault.told]
            if fault.event:
                self._events |= {told.alert for told in fault.told}
            else:
                time.sleep(self._held)  # the fault goes on, that is all
            shown = runbook.carried_out(fault.told[0].alert, self._watched.stack, monitoring)
            if not re.search(fault.leads_to, shown):
                self.wrong.append(f"{fault.name}: the runbook of {fault.told[0].alert} does not lead to {fault.leads_to}, but to: {shown[-1500:]}")
        rows = [{"fault": fault.name, "alert": told.alert, "limit": told.within, "after": after} for told, after in took]
        if not fault.event:
            self._until_silent(fault, rows)
        self._judge(fault, rows, sent_since(monitoring, number))
        self.rows += rows
        MEASURED.parent.mkdir(parents=True, exist_ok=True)
        MEASURED.write_text(json.dumps(self.rows, indent=1))

    def _until_silent(self, fault, rows):
        monitoring = self._watched.monitoring
        wait_until(lambda: recovered(self._watched.stack), 90, f"recovery of: {fault.name}")
        recovered_at = time.monotonic()
        try:
            wait_until(lambda: is_silent(monitoring, self._events), 2 * SILENT_WITHIN, "silence")
        except AssertionError:
            self.wrong.append(f"{fault.name}: still told: {monitoring.firing()}")
        for row in rows:
            row["silent"] = time.monotonic() - recovered_at

    def _judge(self, fault, rows, sent):
        for row in rows:
            if row["after"] > row["limit"]:
                self.wrong.append(f"{fault.name}: {row['alert']} after {row['after']:.0f} s")
            if row.get("silent", 0) > SILENT_WITHIN:
                self.wrong.append(f"{fault.name}: {row['alert']} told for {row['silent']:.0f} s after recovery")
        own = {told.alert for told in fault.told}
        told = {(one["labels"]["alertname"], one["labels"]["part"]) for one in sent if one["labels"]["alertname"] not in self._events - own}
        self.wrong += [f"{fault.name}: {alert} names {part}, which is well" for alert, part in sorted(told) if part not in fault.parts]
        print(f"{fault.name}: {sorted(told)}", flush=True)

    def close(self):
        """The events are over as well; all that was wrong at once."""
        wait_until(lambda: is_silent(self._watched.monitoring), EVENTS_LAST, "the end of the events")
        assert not self.wrong, "\n".join(self.wrong)


@pytest.fixture
def settled(watched, traffic):
    """Everything has been scraped, there is traffic, and nothing is told."""
    monitoring = watched.monitoring
    wait_until(lambda: {("sign-in", 200), ("read", 200), ("check", 200)} <= traffic.answers.keys(), 60, "traffic")
    wait_until(monitoring.every_target_scraped, 60, "that all are scraped")
    wait_until(lambda: recovered(watched.stack) and is_silent(monitoring), SETTLED_WITHIN, f"silence; there are {monitoring.firing()}")
    time.sleep(2 * monitoring.interval)  # `increase` needs a sample from before the event
    return watched


@pytest.mark.long
def test_each_fault_is_told_by_the_alert_that_names_it(settled):
    made = Table(settled)
    chosen = re.compile(os.environ.get("LGM_FAULTS", ""))  # of some alone, by their names
    for fault in faults.ALL:
        if chosen.search(fault.name):
            made.run(fault)
    print(table.text(made.rows))
    made.close()


def test_a_replica_that_hangs_redis_that_is_dead_and_a_token_used_twice(settled):
    """A short form of the table."""
    made = Table(settled, held=10)
    for fault in (faults.EVENTS[0], faults.GUARD_HUNG, faults.REDIS_KILLED):
        made.run(fault)
    assert not made.wrong, "\n".join(made.wrong)


def test_the_steps_of_every_runbook_can_be_carried_out(watched):
    pages = sorted(runbook.PAGES.glob("Lgm*.md"))
    assert len(pages) > 25
    for page in pages:
        runbook.carried_out(page.stem, watched.stack, watched.monitoring)
