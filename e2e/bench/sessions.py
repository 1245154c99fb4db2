"""`make bench-sessions`: what a session takes in Redis, and how soon a replica starts beside many of them. Writes the section
Sessions of docs/benchmarks.md.

A Redis with TLS and the service's own user, as a stack has it, and the real session-cache-service before it, which is asked as
auth-service asks it. Memory is what Redis says it uses, before and after, over the number of sessions. A start is counted from
the call of the program to its first ready answer: of session-cache-service, and of auth-service, which loads the whole feed."""
import base64
import hashlib
import http.client
import json
import multiprocessing
import os
import platform
import re
import shutil
import statistics
import subprocess
import sys
import time
import uuid
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

from e2e.stack import databases
from e2e.stack.credentials import Credentials
from e2e.stack.ports import Ports
from e2e.stack.process import HttpReady, Process, end, start_time

from . import sections

ROOT = Path(__file__).resolve().parents[2]
PROGRAMS = Path(os.environ.get("PROGRAMS", ROOT / "build" / "release" / "bin"))
WORK = ROOT / "build" / "bench" / "sessions"
SESSIONS = int(os.environ.get("SESSIONS", "100000"))
FEED = int(os.environ.get("FEED", "200000"))
REFRESHED = int(os.environ.get("REFRESHED", "2000"))
OF_PROVIDER = int(os.environ.get("OF_PROVIDER", "5000"))
REVOKED = 2_000  # by the service; the rest of the feed is copied from them
ROUNDS = int(os.environ.get("ROUNDS", "5"))
REFRESHES = (1, 40)
SEALED = 2000  # characters: a provider's refresh token and ID token
CALLERS = (4, 8)  # processes, and threads of each: Redis waits for its disk once for all that ask at a time
DAY = 86_400
BROWSER = "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36"


# ---- what auth-service sends: a number says which session it is


def text_of(number: int, size: int, what: str) -> str:
    """As random as the real one, and the same each time."""
    made = hashlib.shake_256(f"{what} {number}".encode()).digest(size)
    return base64.urlsafe_b64encode(made).rstrip(b"=").decode()


def hash_of(number: int, generation: int) -> str:
    return hashlib.sha256(f"{number} {generation}".encode()).hexdigest()


def begin(number: int, of_provider: bool = False) -> tuple[str, dict]:
    session = {
        "sid": text_of(number, 16, "sid"),
        "uid": str(uuid.UUID(int=number | 7 << 76)),
        "subject": str(10_000_000 + number),
        "client_id": "console",
        "refresh_hash": hash_of(number, 0),
        "token_names_session": True,
        "idle_seconds": 7 * DAY,
        "absolute_seconds": 30 * DAY,
        "access_seconds": 8 * 3600,
        "max_sessions": 20,
        "ip": f"10.{number >> 16 & 255}.{number >> 8 & 255}.{number & 255}",
        "user_agent": BROWSER,
    }
    if of_provider:
        session |= {"provider": "corporate", "provider_sub": text_of(number, 32, "sub"), "provider_sid": text_of(number, 16, "their sid"),
                    "sealed": text_of(number, SEALED * 3 // 4, "sealed"), "departed_ms": int(time.time() * 1000)}  # fmt: skip
    return "/internal/v1/sessions", session


def begin_of_provider(number: int) -> tuple[str, dict]:
    return begin(number, True)


def refresh(step: int) -> tuple[str, dict]:
    generation, number = divmod(step, REFRESHED)
    rotation = {"refresh_hash": hash_of(number, generation), "successor_hash": hash_of(number, generation + 1), "idle_seconds": 7 * DAY,
                "access_seconds": 8 * 3600, "successor_names_session": True}  # fmt: skip
    return "/internal/v1/sessions/rotate", rotation


def find(number: int) -> tuple[str, dict]:
    return "/internal/v1/counters/get", {"keys": [f"nobody {number}"]}


def revoke(number: int) -> tuple[str, dict]:
    now = int(time.time() * 1000)
    entry = {"event_id": str(uuid.UUID(int=number)), "kind": "session", "id": text_of(number, 16, "ended"), "not_before_ms": now,
             "until_ms": now + 8 * 3_600_000}  # fmt: skip
    return "/internal/v1/revocations", entry


def ask(port: int, token: str, made_by, numbers: range):
    with ThreadPoolExecutor(CALLERS[1]) as pool:
        for done in [pool.submit(ask_in_turn, port, token, made_by, numbers[at :: CALLERS[1]]) for at in range(CALLERS[1])]:
            done.result()


def ask_in_turn(port: int, token: str, made_by, numbers: range):
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=30)
    for number in numbers:
        path, body = made_by(number)
        headers = {"Authorization": f"Bearer {token}", "Content-Type": "application/json", "Connection": "keep-alive"}
        connection.request("POST", path, json.dumps(body), headers)
        response = connection.getresponse()
        text = response.read()
        if response.status != 200 or path.endswith("/rotate") and json.loads(text)["outcome"] != "rotated":
            raise RuntimeError(f"{path}: {response.status} {text[:500]!r}")


# ---- Redis and the services


class Setting:
    """An empty Redis, and one session-cache-service that is ready."""

    def __init__(self, directory: Path):
        shutil.rmtree(directory, ignore_errors=True)
        directory.mkdir(parents=True)
        self.directory, self.ports, self.started = directory, Ports(), []
        self.credentials = Credentials(directory / "secrets")
        self.redis_port = self.ports.any()

    def service(self, name: str, number: int) -> Process:
        internal = self.ports.any()
        caller = {"session-cache-service": "session_cache", "auth-service": "auth"}[name]
        environment = {"PATH": databases.PATH, "LANG": "C.UTF-8", "TZ": "UTC", "BIND_ADDRESS": "127.0.0.1", "INTERNAL_PORT": str(internal),
                       "HOSTNAME": f"{name}-{number}", "LOG_LEVEL": "warning", "WORKER_THREADS": str(CALLERS[0] * CALLERS[1]), **self.credentials.internal_tokens(caller), **self._own(name)}  # fmt: skip
        return Process(name=name, command=[str(PROGRAMS / name)], environment=environment, log=self.directory / f"{name}-{number}.log",
                       ready=HttpReady(internal, "/health/ready"), internal=internal)  # fmt: skip

    def _own(self, name: str) -> dict[str, str]:
        if name == "auth-service":
            return {"PORT": str(self.ports.any()), "SECRET_KEY_FILE": str(self.credentials.file("secret_key")),
                    "JWT_SIGNING_KEY_FILE": str(self.credentials.signing_key()), "PUBLIC_ORIGIN": "https://console.example.com",
                    "LOCAL_LOGIN_ENABLED": "true", "ADMIN_SERVICE_URL": "http://127.0.0.1:1",
                    "SESSION_CACHE_SERVICE_URL": f"http://127.0.0.1:{self.first.internal}"}  # fmt: skip
        return {"REDIS_HOST": "127.0.0.1", "REDIS_PORT": str(self.redis_port), "REDIS_USER": "llmguard", "REDIS_TLS": "required",
                "REDIS_PASSWORD_FILE": str(self.credentials.file("redis_user_password")),
                "REDIS_CA_FILE": str(databases.redis_authority(self.credentials))}  # fmt: skip

    def start(self, process: Process) -> Process:
        process.start(self.directory)
        self.started.append(process)
        process.await_ready(lambda: False)
        return process

    def stop(self, *processes: Process):
        end({p.child.pid: start_time(p.child.pid) for p in processes if start_time(p.child.pid)}, {}, patience=15)
        for process in processes:
            self.started.remove(process)

    def open(self):
        self.first = self.service("session-cache-service", 1)
        user = subprocess.run([*self.first.command, "print-acl"], env=self.first.environment, capture_output=True, text=True, check=True).stdout.strip()
        self.start(databases.redis(self.directory / "redis", self.directory, self.redis_port, self.credentials, user=user))
        self.start(self.first)
        self.all(find, 3_000)  # connections, and what they keep, count as empty

    def all(self, made_by, count: int, begins_at: int = 0):
        token = self.credentials.value("token_auth_to_session_cache")
        """Asks for as many, all callers together."""
        numbers = range(begins_at, begins_at + count)
        with multiprocessing.Pool(CALLERS[0]) as pool:
            pool.starmap(ask, [(self.first.internal, token, made_by, numbers[at :: CALLERS[0]]) for at in range(CALLERS[0])])

    def redis(self, *words: str) -> str:
        command = databases.redis_cli(self.redis_port, databases.redis_authority(self.credentials), "--no-auth-warning", *words)
        environment = {"PATH": databases.PATH, "REDISCLI_AUTH": self.credentials.value("redis_password")}
        return subprocess.run(command, env=environment, capture_output=True, text=True, check=True).stdout

    def used(self) -> int:
        """Bytes. Once two answers agree: what clients had in their buffers, and a dictionary that was growing, take none any more."""
        before = -1
        while True:
            now = int(re.search(r"used_memory:(\d+)", self.redis("INFO", "memory")).group(1))
            if abs(now - before) < 50_000:
                return now
            before = now
            time.sleep(0.3)


    def fill_feed(self, entries: int):
        """As many more, of the form that the service gave its own, and read by it."""
        for begun in range(0, entries, 20_000):
            self.redis("EVAL", COPIES, "0", str(min(20_000, entries - begun)))
        headers = {"Authorization": f"Bearer {self.credentials.value('token_auth_to_session_cache')}"}
        until = time.monotonic() + 60
        while True:
            connection = http.client.HTTPConnection("127.0.0.1", self.first.internal, timeout=60)
            connection.request("GET", "/internal/v1/revocations/snapshot", headers=headers)
            answer = connection.getresponse()
            text = answer.read()
            if answer.status == 200 or time.monotonic() > until:  # 503 while Redis is busy with what was just written
                break
        told = len(json.loads(text).get("entries", []))
        assert told == FEED, f"the feed has {told} entries: {text[:300]!r}"


# Each is the newest entry with the next number, which also ends its id.
COPIES = """
local feed, by_end = 'lgm:fz', 'lgm:fu'
local newest = redis.call('ZREVRANGE', feed, 0, 0, 'WITHSCORES')
local seq, rest, till = tonumber(newest[2]), string.match(newest[1], '^%d+(|.*).......$'), redis.call('ZSCORE', by_end, newest[1])
for i = seq + 1, seq + tonumber(ARGV[1]) do
  local entry = string.format('%d%s%07d', i, rest, i)
  redis.call('ZADD', feed, i, entry)
  redis.call('ZADD', by_end, till, entry)
end
redis.call('HINCRBY', 'lgm:feed', 'seq', ARGV[1])
"""


@contextmanager
def setting(name: str):
    here = Setting(WORK / name)
    try:
        here.open()
        yield here
    finally:
        here.stop(*reversed(list(here.started)))


# ---- what is measured


def starts(here: Setting, name: str) -> list[float]:
    taken = []
    for number in range(ROUNDS):
        replica = here.start(here.service(name, number + 2))
        taken.append(replica.ready_ms)
        here.stop(replica)
    return taken


def many() -> dict:
    with setting("many") as here:
        empty = here.used()
        here.all(begin, SESSIONS)
        full = here.used()
        print(f"{SESSIONS} sessions have begun: {(full - empty) / SESSIONS:.0f} bytes each", flush=True)
        here.all(revoke, REVOKED)
        entry = (here.used() - full) / REVOKED
        here.fill_feed(FEED - REVOKED)
        print(f"{FEED} entries are in the feed: {entry:.0f} bytes each", flush=True)
        took = {name: starts(here, name) for name in ("session-cache-service", "auth-service")}
        return {"begun": (full - empty) / SESSIONS, "entry": entry, "starts": took}


def refreshed() -> dict[int, float]:
    with setting("refreshed") as here:
        here.all(begin, REFRESHED)
        before, done, more = here.used(), 0, {}
        for count in REFRESHES:
            for generation in range(done, count):
                here.all(refresh, REFRESHED, generation * REFRESHED)
            done, more[count] = count, (here.used() - before) / REFRESHED
            print(f"{count} refreshes of each: {more[count]:.0f} bytes more", flush=True)
        return more


def of_provider() -> float:
    with setting("provider") as here:
        empty = here.used()
        here.all(begin_of_provider, OF_PROVIDER)
        return (here.used() - empty) / OF_PROVIDER


def section(figures: dict, more: dict[int, float], provider: float) -> str:
    lines = [
        "Made by `make bench-sessions`. Memory is Redis' `used_memory`, before and after, over the number of sessions; each session is of another person, who has a",
        f"browser's User-Agent of {len(BROWSER)} bytes. Redis speaks TLS and writes each change to its file, as a stack's does. A start is counted from the call of the program to its",
        "first ready answer, medians of the rounds.",
        "",
        f"Machine: {os.cpu_count()} cores, {platform.machine()}, Linux {platform.release().split('-')[0]}, Debian 12. Sessions: {SESSIONS:,}; refreshed: {REFRESHED:,};",
        f"of a provider: {OF_PROVIDER:,}, each with {SEALED:,} characters that are sealed. Rounds of starts: {ROUNDS}.",
        "",
        "| of one session | bytes in Redis |",
        "|---|---|",
        f"| at sign-in | {figures['begun']:,.0f} |",
        *(f"| more after {count} refresh{'es' if count > 1 else ''} | {taken:,.0f} |" for count, taken in more.items()),
        f"| at sign-in by a provider, with what is sealed | {provider:,.0f} |",
        f"| an entry of the feed of revocations, with its event | {figures['entry']:,.0f} |",
        "",
        f"| a replica started beside {SESSIONS:,} sessions and a feed of {FEED:,} entries | ms to ready |",
        "|---|---|",
        *(f"| {name} | {statistics.median(taken):,.0f} ({min(taken):,.0f}–{max(taken):,.0f}) |" for name, taken in figures["starts"].items()),
    ]
    return "\n".join(lines) + "\n"


def main() -> int:
    figures, more, provider = many(), refreshed(), of_provider()
    sections.replace("Sessions", section(figures, more, provider))
    return 0


if __name__ == "__main__":
    sys.exit(main())
