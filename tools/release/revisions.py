"""A release's history: which revisions are good, and which one a rollback means. And versions: which is newer, and by how much."""
import json
import re

from cluster import Stop

VERSION = re.compile(r"v?(\d+)\.(\d+)\.(\d+)(?:-([0-9A-Za-z.-]+))?(?:\+[0-9A-Za-z.-]+)?")
NEVER_DONE = re.compile(r'(Upgrade|Release|Rollback) "?[^"]*"? failed|Preparing upgrade$|Initial install underway$')
BACK_TO = re.compile(r"Rollback to (\d+)\b")


class Revision:
    """As `helm history --output json` has it."""

    def __init__(self, entry):
        self.number, self.status = int(entry["revision"]), entry["status"]
        self.description, self.updated = entry.get("description", ""), entry.get("updated", "")[:19].replace("T", " ")
        self.app = entry.get("app_version") or "unknown"
        found = re.fullmatch(r"(.+?)-(v?\d+\.\d+.*)", entry["chart"])
        self.chart, self.version = (found.group(1), found.group(2)) if found else (entry["chart"], "unknown")

    @property
    def good(self):
        """Helm deployed it. A failed one is `superseded` after a rollback that failed as well: only its description tells."""
        return self.status in ("deployed", "superseded") and not NEVER_DONE.match(self.description)

    @property
    def back_to(self):
        found = BACK_TO.match(self.description)
        return int(found.group(1)) if found else None

    def __str__(self):
        return f"revision {self.number}, {self.updated}, {self.status}: {short(self.description)}"


def short(text, length=100):
    text = " ".join(text.split())
    return text if len(text) <= length else text[: length - 1] + "…"


def read_history(cluster):
    """Oldest first; empty where there is no release."""
    answer = cluster.helm("history", cluster.release, "--max", "256", "--output", "json")
    if answer.returncode:
        if "release: not found" in answer.stderr:
            return []
        raise Stop(f"helm cannot read the history of {cluster.release} in {cluster.namespace}: {answer.stderr.strip()}")
    return sorted((Revision(entry) for entry in json.loads(answer.stdout)), key=lambda revision: revision.number)


def running(history):
    """What helm calls deployed. After an upgrade that failed and was not taken back, the one before it; where none ever was deployed, the last."""
    if not history or history[-1].status == "uninstalled":
        return None
    return next((revision for revision in reversed(history) if revision.status == "deployed"), history[-1])


def last_good(history, manifest):
    """The revision that a rollback means, and why each later one was passed over. `manifest(number)` is what helm rendered for it.

    While the last revision is good, it means what ran before: the last good one whose objects are others. What somebody has rolled back from
    is none. Otherwise the last good one is what the cluster should have."""
    latest, passed = history[-1], []
    numbers = {revision.number: revision for revision in history}
    now = way_back(latest, numbers) if latest.good else latest
    for revision in reversed(history[:-1]):
        if revision.number > now.number:
            passed.append((revision, f"revision {latest.number} is the way back from it"))
        elif revision.number == now.number:
            passed.append((revision, f"{latest.number} is the same once more"))
        elif not revision.good:
            passed.append((revision, "it never worked"))
        elif latest.good and (revision.version, manifest(revision.number)) == (latest.version, manifest(latest.number)):
            passed.append((revision, "its objects are those that run now"))
        else:
            target = way_back(revision, numbers)
            return target, passed + ([(revision, f"it is {target.number} once more")] if target != revision else [])
    return None, passed


def way_back(revision, numbers):
    """The revision that this one, made by a rollback, holds once more: while helm still knows it. Else itself."""
    while revision.back_to in numbers and numbers[revision.back_to].good:
        revision = numbers[revision.back_to]
    return revision


def parse(version):
    """Something to compare, or None."""
    found = VERSION.fullmatch(version)
    if not found:
        return None
    before = found.group(4)
    rank = [(0, int(part), "") if part.isdigit() else (1, 0, part) for part in before.split(".")] if before else []
    return int(found.group(1)), int(found.group(2)), int(found.group(3)), not before, rank


def steps(old, new):
    """How many minor versions lie between two parsed ones, 0 within one minor; None from one major version to another."""
    return abs(old[1] - new[1]) if old[0] == new[0] else None


def far_apart(old, new):
    distance = steps(old, new)
    return distance is None or distance > 1
