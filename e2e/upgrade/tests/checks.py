"""What must hold after replicas were replaced under load; each class of tests says what was done (`drill`)."""
import os
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from e2e.stack.options import ROOT
from e2e.upgrade import aftermath
from e2e.upgrade.cluster import Cluster
from e2e.upgrade.people import NAMES
from e2e.upgrade.traffic import MIX, faults_in_words
from running_stack import wait_until


class Checks:
    def test_the_load_was_what_it_should_be(self, drill):
        print(drill.summary())
        assert drill.traffic.per_second() >= 190
        assert drill.traffic.kinds().keys() == MIX.keys()
        assert all(count >= 20 for count in drill.traffic.kinds().values()), drill.traffic.kinds()

    def test_no_request_failed(self, drill):
        assert drill.traffic.failures() == [], "\n" + faults_in_words(drill.traffic.failures(), drill.traffic.began)

    def test_the_schema_was_changed_by_the_next_version(self, drill):
        assert drill.cluster.migrations()[-1] == "next_migration"

    def test_every_replica_was_replaced_and_ended_by_itself(self, drill):
        assert Counter(ended.name.split()[0] for ended in drill.ended) == drill.replaced
        assert [ended for ended in drill.ended if ended.code != 0] == []
        for ended in drill.ended:
            log = drill.cluster.logs / (ended.name.replace(" ", "-") + ".log")
            assert '"stopped"' in log.read_text(), f"{ended.name} cut requests off"

    def test_everybody_is_still_signed_in(self, drill):
        assert aftermath.still_signed_in(drill.cluster, drill.people, drill.scenario) == []

    def test_nobody_comes_back_who_signed_out(self, drill):
        assert len(drill.traffic.signed_out) > 50
        assert aftermath.come_back_to_life(drill.cluster, drill.traffic.signed_out, drill.scenario) == []

    def test_every_write_is_there_and_audited_once(self, drill):
        assert len(drill.traffic.written) > 200
        lost = aftermath.lost_or_doubled(drill.admin(), drill.traffic)
        assert lost == {what: [] for what in lost}

    def test_every_sign_in_is_audited_once(self, drill):
        assert len(drill.traffic.sign_ins) > 50
        wait_until(lambda: aftermath.unaudited_sign_ins(drill.admin(), drill.traffic) == [], 10, "each sign-in in the audit log")

    def test_the_audit_log_holds_together(self, drill):
        drill.cluster.verify_audit()

    @pytest.mark.parametrize("name", NAMES)
    def test_the_guard_decides_by_the_newest_policy(self, drill, unique, name):
        person = next(person for person in drill.people if person.name == name)
        keyword = unique("newest")
        assert aftermath.undecided(drill.cluster, drill.admin(), person, drill.scenario, keyword, 2) == []


def check_contracts(cluster: Cluster, source: Path = ROOT, without: tuple[str, ...] = ()):
    """The contract tests of the version whose sources are there, on what is running."""
    # Some start a stack of their own besides, of their version; its console is this one's.
    environment = {**os.environ, "E2E_STACK": str(cluster.describe()), "CONSOLE_FILES": str(cluster.options.console_files)}
    if source != ROOT:
        environment.pop("PROGRAMS", None)
    command = [sys.executable, "-m", "pytest", "e2e/tests/contract", *(f"--deselect=tests/contract/{name}" for name in without)]
    run = subprocess.run(command, cwd=source, env=environment, capture_output=True, text=True, timeout=600)
    if run.returncode != 0 or " passed" not in run.stdout:
        pytest.fail(run.stdout[-8000:] + run.stderr[-2000:], pytrace=False)
