"""How tools/deploy, tools/update and tools/rollback change a release: they show from what to what, refuse what would slip, ask, do it, test it,
and leave a note in the release's history."""
import base64
import gzip
import json
import re
import sys
from datetime import datetime, timedelta, timezone

import rendered
import revisions
from cluster import Stop, flag, given, last_line

LAST_BACKUP = "llm-guard-manager/last-backup"  # tools/backup notes it at the CronJob
DAY = timedelta(days=1)
RFC3339 = "%Y-%m-%dT%H:%M:%SZ"
NOTE_LENGTH = 512
PAGES = "docs/versioning.md and UPGRADING.md say why"


class Change:
    """What is about to be done: `show` it, `refuse` with every reason at once, `confirm` it. DRY_RUN=1 shows the difference instead."""

    def __init__(self, command, cluster, history):
        self.command, self.cluster, self.history = command, cluster, history
        self.dry_run, self.yes = flag("DRY_RUN"), flag("YES")
        self.reasons, self.versions, self.backup = [], "", ""
        self.user, self.began = cluster.user(), datetime.now(timezone.utc)

    # what is shown

    def show_where(self, note=""):
        server = self.cluster.server()
        row("context", f"{self.cluster.context or 'none'}{f' ({server})' if server else ''}, as {self.user}")
        row("namespace", self.cluster.namespace + note)
        state = f"revision {self.history[-1].number}, {self.history[-1].status}" if self.history else "is not there yet"
        row("release", f"{self.cluster.release}, {state}")

    def show_versions(self, old, new):
        """`old`, `new`: chart and app version; None where nothing is installed."""
        row("from", f"chart {old[0]}, app {old[1]}" if old else "nothing: this is a first installation")
        row("to", f"chart {new[0]}, app {new[1]}")
        self.versions = f"chart {old[0] if old else 'none'} → {new[0]}"

    def show_images(self, old, new):
        changes = image_changes(old, new) if old else []
        if old:
            for at, text in enumerate(changes or ["of all components stay"]):
                row("images" if at == 0 else "", text)
        else:
            row("images", ", ".join(sorted({rendered.tag(image) for image in new.values()})) or "none")
        if changes:
            self.versions += f"; {', '.join(changes)}"

    # what is refused

    def refuse(self, text):
        self.reasons.append(text)

    def check_version(self, what, old, new, going_back=False):
        """A lower version without DOWNGRADE=1, unless going back is what is asked for; more than one minor version without SKIP_MINOR=1."""
        one, two = revisions.parse(old), revisions.parse(new)
        if one is None or two is None:
            if not (flag("DOWNGRADE") and flag("SKIP_MINOR")):
                unread = old if one is None else new
                self.refuse(f'{what}: "{unread}" is no version like 1.2.3, so nobody can tell whether {old} → {new} is an upgrade by one step.'
                            " Where you know that it is safe: DOWNGRADE=1 SKIP_MINOR=1")  # fmt: skip
            return
        if two < one and not going_back and not flag("DOWNGRADE"):
            self.refuse(f"{what} would be downgraded, {old} → {new}. To undo an upgrade: make rollback. To install newer sources: git checkout"
                        f" their version first. Where the older one is meant: DOWNGRADE=1 ({PAGES})")  # fmt: skip
        if revisions.far_apart(one, two) and not flag("SKIP_MINOR"):
            apart = "leaves the major version" if revisions.steps(one, two) is None else "skips a minor version"
            instead = "The schema may be one version newer than its programs, not more" if two < one else (
                f"Go by the last {one[0]}.{one[1] + 1} first" if one[0] == two[0] else "UPGRADING.md names the version to come from")  # fmt: skip
            self.refuse(f"{what}: {old} → {new} {apart}. {instead}. Where that is known to be safe: SKIP_MINOR=1 ({PAGES})")

    def check_images(self, old, new, going_back=False):
        """The tags that are versions, one by one: a component that `make update` had brought forward goes back by a deploy unnoticed."""
        for name in sorted(old.keys() & new.keys()):
            one, two = rendered.tag(old[name]), rendered.tag(new[name])
            if revisions.parse(one) and revisions.parse(two):
                self.check_version(f"the image of {name}", one, two, going_back)

    def check_backup(self, needed):
        """One younger than a day, where the version changes."""
        if not needed:
            return
        if flag("NO_BACKUP"):
            self.backup = "NO_BACKUP=1"
            row("backup", "none asked for: NO_BACKUP=1")
            return
        found = self.cluster.kubectl_json("get", "cronjobs,jobs", "--selector", self.cluster.selector("backup"))["items"]
        if not any(thing["kind"] == "CronJob" for thing in found):
            row("backup", "the release makes none")
            self.refuse("the release makes no backups (backup.enabled is false), so nothing leads back to today's data. Make one by the means you"
                        " have, then NO_BACKUP=1; docs/operations/backup.md")  # fmt: skip
            return
        last = max((time for thing in found for time in backups_of(thing)), default=None)
        if not last:
            row("backup", "none has been made yet")
            self.refuse("no backup has been made yet: make backup. To go on without one: NO_BACKUP=1")
            return
        age = self.began - last
        row("backup", f"of {last:%Y-%m-%d %H:%M} UTC, {duration(age)} old")
        self.backup = f"backup of {last:%Y-%m-%dT%H:%MZ}"
        if age > DAY:
            self.refuse(f"the last backup is {duration(age)} old, more than a day: make backup. To go on without: NO_BACKUP=1")

    # going on

    def dry_run_ends(self, old_text, new_text, old_name, new_name):
        """The difference; the exit code says whether it would be refused."""
        lines, counts = rendered.difference(old_text, new_text, old_name, new_name)
        print()
        for line in lines:
            print(line)
        if lines:
            print()
        labels = f" ({counts['labels']} more differ in the labels that name the version)" if counts["labels"] else ""
        print(f"Objects: {counts['new']} new, {counts['changed']} changed{labels}, {counts['gone']} gone. DRY_RUN=1: nothing was changed.")
        for reason in self.reasons:
            print(f"It would be refused: {reason}")
        return 1 if self.reasons else 0

    def confirm(self):
        if not self.yes and not sys.stdin.isatty():
            self.refuse(f"nobody can be asked here, as this is no terminal. `YES=1 make {self.command}` goes on without asking (pipelines)")
        if self.reasons:
            raise Stop("\n".join([*self.reasons, "nothing was changed."]))
        if not self.yes:
            print()
            try:
                answer = input("Go on? Only `yes` does: ")
            except EOFError:
                answer = ""
            if answer.strip() != "yes":
                raise Stop("nothing was changed.")
        now = revisions.read_history(self.cluster)
        if [(r.number, r.status) for r in now] != [(r.number, r.status) for r in self.history]:
            raise Stop("somebody else has changed the release meanwhile; nothing was changed by this call. Look again: helm history "
                       f"{self.cluster.release} --namespace {self.cluster.namespace}")  # fmt: skip
        print()

    # what stays of it

    def note(self, text=""):
        """For the release's history: who, what, from what to what, on which backup, when. No value of anything."""
        flags = " ".join(f"{name}=1" for name in ("DOWNGRADE", "SKIP_MINOR", "FORCE") if given(name) == "1")
        parts = [f"make {self.command}{f' {flags}' if flags else ''} by {self.user}{f', {text}' if text else ''}: {self.versions}", self.backup,
                 f"{self.began:%Y-%m-%dT%H:%MZ}"]  # fmt: skip
        end = "; ".join(part for part in parts[1:] if part)
        return revisions.short(parts[0], NOTE_LENGTH - len(end) - 2) + "; " + end

    def test(self, hooks):
        """`helm test`, where the release has one. It takes nothing back."""
        if flag("NO_TEST"):
            print("\nhelm test: not run, NO_TEST=1")
            return 0
        if "helm.sh/hook: test" not in hooks:
            print("\nhelm test: the release has none (helmTest.enabled is false)")
            return 0
        cluster = self.cluster
        answer = cluster.helm("test", cluster.release, "--timeout", cluster.timeout)
        if answer.returncode == 0:
            print("\nhelm test: passed")
            return 0
        print(f"\nhelm test: FAILED: {last_line(answer.stderr)}")
        logs = cluster.kubectl("logs", "--selector", cluster.selector("helm-test"), "--all-containers", "--prefix", "--tail", "60")
        print(logs.stdout.rstrip() or f"Its pod's log cannot be read: {last_line(logs.stderr)}")
        return 1


def row(name, text):
    print(f"{name:<10} {text}")


def image_changes(old, new):
    """`auth-service 0.2.0 → 0.2.1`, for each that has another image; those that change alike are one."""
    groups = {}
    for name in rendered.COMPONENTS:
        if name in new and old.get(name) != new[name]:
            one, two = (rendered.tag(images[name]) if name in images else "none" for images in (old, new))
            if one == two:
                one, two = old[name], new[name]
            groups.setdefault(f"{one} → {two}", []).append(name)
    return [f"{'all' if len(names) == len(rendered.COMPONENTS) else ', '.join(names)} {change}" for change, names in groups.items()]


def backups_of(thing):
    """When the night's Job last ended well, when `make backup` did, when the chart's first one did. The Jobs of a restore are none."""
    status, about = thing.get("status", {}), thing["metadata"]
    if thing["kind"] == "CronJob":
        times = [(about.get("annotations", {}).get(LAST_BACKUP, ""), "%Y%m%dT%H%M%SZ"), (status.get("lastSuccessfulTime", ""), RFC3339)]
    else:
        times = [(status.get("completionTime", ""), RFC3339)] if re.search(r"(^|-)backup-first-[0-9a-f]{8}$", about["name"]) else []
    for text, form in times:
        try:
            yield datetime.strptime(text, form).replace(tzinfo=timezone.utc)
        except ValueError:
            pass  # there is none, or somebody wrote something else there


def duration(age):
    seconds = max(0, int(age.total_seconds()))
    for size, name in ((86400, "day"), (3600, "hour"), (60, "minute")):
        if seconds >= size:
            return f"{seconds // size} {name}{'s' if seconds >= 2 * size else ''}"
    return f"{seconds} s"


class Rendering:
    """What `helm upgrade` would make of the release, by the server's own answers; nothing is stored."""

    def __init__(self, cluster, *words):
        answer = cluster.helm("upgrade", cluster.release, cluster.chart, *words, "--dry-run=server", "--output", "json")
        if answer.returncode:
            raise Stop(f"helm cannot render the chart, so nothing was changed:\n{answer.stderr.strip()}")
        release = json.loads(answer.stdout)
        about = release["chart"]["metadata"]
        self.chart, self.version, self.app = about["name"], about["version"], about.get("appVersion", "unknown")
        self.manifest = release["manifest"]
        self.hooks = "".join(f"---\n{hook['manifest']}\n" for hook in release.get("hooks") or [])

    @property
    def text(self):
        return f"{self.manifest}\n{self.hooks}"


class Installed:
    """What helm has stored of a revision. Asked for once."""

    def __init__(self, cluster):
        self._cluster, self._kept = cluster, {}

    def _get(self, what, number):
        if (what, number) not in self._kept:
            self._kept[what, number] = self._cluster.helm_text("get", what, self._cluster.release, "--revision", str(number))
        return self._kept[what, number]

    def manifest(self, number):
        return self._get("manifest", number)

    def hooks(self, number):
        return self._get("hooks", number)

    def text(self, number):
        return f"{self.manifest(number)}\n---\n{self.hooks(number)}"


def refuse_pending(change):
    latest = change.history[-1] if change.history else None
    if latest and latest.status.startswith("pending"):
        change.refuse(f"revision {latest.number} is {latest.status}: helm is at work on this release, or was cut off. If nobody is: make rollback")


def write_note(cluster, text):
    """Puts the note before helm's own words in the last revision's record, for `helm rollback` takes no description. Where helm keeps its
    records elsewhere than in Secrets, helm's own words stay."""
    number = revisions.read_history(cluster)[-1].number
    answer = cluster.kubectl("get", "secret", f"sh.helm.release.v1.{cluster.release}.v{number}", "--output", "json")
    try:
        if answer.returncode:
            raise ValueError(last_line(answer.stderr))
        secret = json.loads(answer.stdout)
        record = json.loads(gzip.decompress(base64.b64decode(base64.b64decode(secret["data"]["release"]))))
        words = record["info"]["description"]
        record["info"]["description"] = revisions.short(f"{words}; {text}", NOTE_LENGTH)
        packed = gzip.compress(json.dumps(record, separators=(",", ":"), ensure_ascii=False).encode())
        secret["data"]["release"] = base64.b64encode(base64.b64encode(packed)).decode()
        # With the resourceVersion that it was read with: what somebody wrote meanwhile stays.
        answer = cluster.kubectl("replace", "--filename", "-", given_text=json.dumps(secret))
        if answer.returncode:
            raise ValueError(last_line(answer.stderr))
    except (ValueError, KeyError, OSError) as failure:
        print(f"The note could not be left in helm's history: {failure}\n  {text}", file=sys.stderr)


def show_release(cluster):
    for kind in ("pods", "services", "ingresses"):
        print(f"\n{kind}")
        cluster.do(cluster.kubectl_command("get", kind, "--selector", cluster.selector()))
    notes = cluster.helm("get", "notes", cluster.release).stdout
    print("\naddress")
    for line in notes.splitlines():
        words = line.split()
        if words[:1] == ["Console"]:
            print(" ".join(words[1:]))
        elif words[:1] == ["kubectl"] and "port-forward" in words:
            print("or, without a route: " + " ".join(words))


def tell_failed(cluster, before):
    """After helm gave up: in what state the release is, and what to do."""
    history = revisions.read_history(cluster)
    if not history:
        return "helm gave up, and nothing of the release is left: correct what its message names and deploy again"
    latest = history[-1]
    where = f"helm gave up. The release is at revision {latest.number}, {latest.status}: {revisions.short(latest.description)}"
    if latest.status == "deployed" and latest.number != before:
        return f"{where}. It runs what it ran before"
    if latest.status == "deployed":
        return f"{where}. Nothing was changed"
    return f"{where}. To go back to the last good revision: make rollback"
