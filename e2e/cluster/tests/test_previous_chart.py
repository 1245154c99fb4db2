"""From the chart of the version before (e2e/upgrade/previous-version) to this one and back: what templates changed may stand in
no upgrade's way, and keys, claims and serving pods stay."""
import subprocess

import pytest
from test_lifecycle import SECRET, Watching

from e2e.cluster.helm import HelmFailed
from e2e.cluster.release import APPS, CHART
from e2e.cluster.values import GIVEN, over
from e2e.stack.options import ROOT

VALUES = over(GIVEN, {"backup": {"enabled": True}})
# What an upgrade must be told, and the chart before does not know.
NEW_VALUES = over(VALUES, {"config": {"GUARD_REQUIRE_API_KEY": "keyed"}})


@pytest.fixture(scope="module")
def previous_chart(tmp_path_factory):
    """Out of the history, as tools/build_previous takes the programs."""
    commit = [line for line in (ROOT / "e2e/upgrade/previous-version").read_text().split("\n") if line and not line.startswith("#")][0]
    directory = tmp_path_factory.mktemp("previous")
    taken = subprocess.run(["git", "archive", commit, "charts/llm-guard-manager"], cwd=ROOT, capture_output=True)
    assert taken.returncode == 0, f"{taken.stderr.decode()}A shallow clone gets it by: git fetch --unshallow"
    subprocess.run(["tar", "-x", "-C", directory], input=taken.stdout, check=True)
    return directory / "charts/llm-guard-manager"


def identities(release) -> dict[str, str]:
    """Of what holds data: a new one of the same name would be empty."""
    things = release.objects("persistentvolumeclaims") + release.objects("statefulsets", APPS)
    return {thing["metadata"]["name"]: thing["metadata"]["uid"] for thing in things}


def test_from_the_chart_before_to_this_one_and_back(release, previous_chart):
    release.install(VALUES, chart=previous_chart)
    keys, held = release.get("secrets", SECRET)["data"], identities(release)
    assert len(keys) > 5 and {"redis", "backup", "redis-data-redis-0"} <= held.keys()
    with pytest.raises(HelmFailed, match="config.GUARD_REQUIRE_API_KEY is not said"):
        release.upgrade(VALUES, chart=CHART)
    with Watching(release) as watching:
        release.upgrade(NEW_VALUES, chart=CHART)
    after = release.get("secrets", SECRET)["data"]
    assert {name: after.get(name) for name in keys} == keys
    assert identities(release) == held
    with watching:
        release.helm("rollback", "1", "--wait", "--timeout", "180s")
    assert release.get("secrets", SECRET)["data"] == keys
    assert identities(release) == held
    assert [entry["status"] for entry in release.history()] == ["superseded", "superseded", "deployed"]
    assert set(watching.least.values()) == {3}, watching.least


def test_the_look_at_the_schema_comes_before_an_upgrade_from_the_chart_before(release, previous_chart, api):
    """Its Job is made, with a Secret of its own, ends well and goes again; the upgrade goes on."""
    release.install(VALUES, chart=previous_chart)
    release.upgrade(over(NEW_VALUES, {"migration": {"dryRun": True}}), chart=CHART)
    assert release.history()[-1]["status"] == "deployed"
