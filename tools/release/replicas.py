"""What tools/status shows of a replica: what it answers when it is asked, the last error in its log, and the table of all."""
import http.client
import json
import re
import shutil
import sys
from datetime import datetime, timezone

PATIENCE_SECONDS = 2  # a replica that does not answer within is hung
ERRORS = ("ERROR", "CRITICAL", "FATAL")
PLAIN_ERROR = re.compile(r"\[(error|crit|alert|emerg)\]|\bERROR\b|# (?=.*(?:error|fail))", re.IGNORECASE)
PLAIN_TIME = re.compile(r"(\d{4})[-/](\d\d)[-/](\d\d)[ T](\d\d:\d\d:\d\d)")
COLUMNS = ("SERVICE", "REPLICA", "VERSION", "READY", "POLICY", "RESTARTS", "AGE", "LAST ERROR")
POLICY = ("lgm_guard_policy_version", "lgm_policy_version")


class Replica:
    def __init__(self, service, name):
        self.service, self.name = service, name
        self.version, self.ready, self.well, self.policy, self.restarts, self.age, self.error = "-", "", False, "-", "-", "-", ""
        self.why = ""  # what stands below the table, as it is long

    def ask(self, port, path="/health/ready"):
        """Its internal listener at 127.0.0.1, as its readiness probe does; then /metrics."""
        try:
            status, body = get(port, path)
        except TimeoutError:
            self.ready = f"hung: no answer within {PATIENCE_SECONDS} s"
            return
        except (OSError, http.client.HTTPException) as failure:
            self.ready, self.why = "no answer", str(failure) or type(failure).__name__
            return
        self.well = status == 200
        self.ready, self.why = readiness(status, body)
        try:
            self.read_metrics(get(port, "/metrics")[1])
        except (OSError, http.client.HTTPException):
            pass  # version and policy stay as they are

    def read_metrics(self, text):
        found = re.search(r'(?m)^lgm_build_info\{[^}]*version="([^"]+)"', text)
        self.version = found.group(1) if found else self.version
        for name in POLICY:
            found = re.search(rf"(?m)^{name}(?:\{{[^}}]*\}})? (\S+)", text)
            if found:
                self.policy = f"{float(found.group(1)):.0f}"
                return


def get(port, path):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=PATIENCE_SECONDS)
    try:
        connection.request("GET", path)
        answer = connection.getresponse()
        return answer.status, answer.read(4 << 20).decode(errors="replace")
    finally:
        connection.close()


def readiness(status, body):
    """`ready`, and without which check; or which check keeps it from being ready. And what these say."""
    try:
        details = json.loads(body).get("details", {})
    except ValueError:
        details = {}
    failed = {name: check for name, check in details.items() if not check.get("ok") and (status == 200 or check.get("required"))}
    why = "; ".join(f"{name}: {check['detail']}" for name, check in failed.items() if check.get("detail"))
    if status == 200:
        return "ready" + (f", without {', '.join(failed)}" if failed else ""), why
    return "not ready: " + (", ".join(failed) or f"answers {status}"), why


def last_error(lines, now):
    """`12m ago: database unavailable (…)` of the last line that tells of an error, or nothing."""
    for line in reversed(lines):
        when, text = None, None
        if line.startswith("{"):
            try:
                entry = json.loads(line)
            except ValueError:
                continue
            if str(entry.get("level", "")).upper() in ERRORS:
                why = next((str(entry[name]) for name in ("error", "cause", "reason", "detail", "code") if entry.get(name)), "")
                when, text = entry.get("time", ""), str(entry.get("message", "")) + (f" ({why})" if why else "")
        elif PLAIN_ERROR.search(line):
            when, text = line, PLAIN_TIME.sub("", line, count=1).strip()
        if text:
            found = PLAIN_TIME.search(str(when))
            time = datetime.strptime("{}-{}-{} {}".format(*found.groups()), "%Y-%m-%d %H:%M:%S").replace(tzinfo=timezone.utc) if found else None
            return (f"{short_duration((now - time).total_seconds())} ago: " if time else "") + " ".join(printable(text).split())
    return ""


def printable(text):
    """A log may hold what would steer a terminal."""
    return "".join(letter if letter.isprintable() else " " for letter in text)


def short_duration(seconds):
    seconds = max(0, int(seconds))
    for size, name in ((86400, "d"), (3600, "h"), (60, "m")):
        if seconds >= size:
            return f"{seconds // size}{name}"
    return f"{seconds}s"


def show(replicas, missing):
    """The table, ill replicas marked, and below it why, and in one line what is not well. `missing`: (service, wanted, there, why)."""
    replicas = sorted(replicas, key=lambda replica: (replica.service, replica.name))
    rows = [[r.service, r.name, r.version, ("" if r.well else "! ") + printable(r.ready), r.policy, str(r.restarts), r.age, r.error] for r in replicas]
    for service, wanted, there, _ in missing:
        rows += [[service, "-", "-", "! missing" if wanted else "! scaled to 0", "-", "-", "-", ""]] * max(1, wanted - there)
    rows.sort(key=lambda row: row[0])
    terminal = sys.stdout.isatty()
    widest = shutil.get_terminal_size((200, 0)).columns if terminal else 200
    widths = [max(len(row[at]) for row in [COLUMNS, *rows]) for at in range(len(COLUMNS) - 1)]
    left = max(24, widest - sum(widths) - 2 * len(widths))
    for row in [list(COLUMNS), *rows]:
        error = row[-1] if len(row[-1]) <= left else row[-1][: left - 1] + "…"
        line = "  ".join([*(text.ljust(width) for text, width in zip(row, widths)), error]).rstrip()
        print(f"\033[31m{line}\033[0m" if terminal and any(text.startswith("! ") for text in row) else line)
    print()
    for why, names in reasons(replicas, missing).items():
        print(f"{', '.join(names) if len(names) < 4 else f'{len(names)} replicas'}: {why}")
    ill = sorted({r.service for r in replicas if not r.well} | {service for service, *_ in missing})
    wanted = len(replicas) + sum(wanted - there for _, wanted, there, _ in missing)
    print(f"{sum(r.well for r in replicas)} of {wanted} replicas are ready." + (f" Not well: {', '.join(ill)}." if ill else ""))
    tell_differences(replicas)
    return 1 if ill or not replicas else 0


def reasons(replicas, missing):
    """What there is to say, and of whom: the same is said once."""
    found = {}
    for replica in replicas:
        if replica.why:
            found.setdefault(printable(replica.why), []).append(f"{replica.service} {replica.name}" if replica.name.isdigit() else replica.name)
    for service, wanted, there, why in missing:
        text = f"{there} of {wanted} replicas are there" if wanted else "no replica is wanted"
        found.setdefault(text + (f": {printable(why)}" if why else ""), []).append(service)
    return found


def tell_differences(replicas):
    """Replicas of one service that are not alike; policy numbers are one for the whole suite."""
    for service in sorted({r.service for r in replicas}):
        versions = sorted({r.version for r in replicas if r.service == service and r.version != "-"})
        if len(versions) > 1:
            print(f"Versions differ: {service} {', '.join(versions)}.")
    numbers = {}
    for replica in replicas:
        if replica.policy != "-":
            numbers.setdefault(int(replica.policy), []).append(f"{replica.service} {replica.name}")
    if len(numbers) > 1:
        newest = max(numbers)
        behind = [f"{name} at {number}" for number in sorted(numbers) if number != newest for name in numbers[number]]
        print(f"Behind the policy {newest}: {', '.join(behind)}. Some seconds after an edit that is usual.")
