"""docs/applications.md: its programs, taken out of the page and run as they stand there, do what the page says."""
import http.server
import json
import os
import re
import subprocess
import sys
import threading
import time
from contextlib import contextmanager
from pathlib import Path

import pytest
from contract.resources import make_scenario
from e2e.client.connection import Connection
from e2e.client.session import BASE
from running_stack import wait_until

ROOT = Path(__file__).resolve().parents[3]
PAGE, PAGE_ZH = ROOT / "docs/applications.md", ROOT / "docs/zh/applications.md"
SORRY = "This cannot be answered."
OUTCOMES = ("BLOCK", "REVIEW", "REWRITE")


def blocks(page: Path, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", page.read_text(), re.MULTILINE | re.DOTALL)


def only_block(language: str) -> str:
    [block] = blocks(PAGE, language)
    return block


def go_command() -> str:
    script = f". {ROOT}/tools/go_command.sh; go_command {ROOT}/build/chart-tools"
    return subprocess.run(["bash", "-c", script], capture_output=True, text=True, check=True).stdout.strip()


def python_program(folder: Path) -> list:
    (folder / "guard.py").write_text(only_block("python"))
    return [sys.executable, folder / "guard.py"]


def node_program(folder: Path) -> list:
    (folder / "guard.mjs").write_text(only_block("javascript"))
    return ["node", folder / "guard.mjs"]


def go_program(folder: Path) -> list:
    """Built of the standard library alone: nothing is fetched."""
    (folder / "guard.go").write_text(only_block("go"))
    build = [go_command(), "build", "-o", folder / "guard", folder / "guard.go"]
    done = subprocess.run(build, cwd=folder, env={**os.environ, "GOPROXY": "off", "GOFLAGS": "", "GOTOOLCHAIN": "local"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    return [folder / "guard"]


PROGRAMS = {"python": python_program, "node": node_program, "go": go_program}


@pytest.fixture(scope="module", params=PROGRAMS)
def program(request, tmp_path_factory):
    return PROGRAMS[request.param](tmp_path_factory.mktemp(request.param))


class Application:
    """A scenario with a word for each outcome, and a key of it."""

    def __init__(self, stack, admin, unique):
        self.admin, self.id = admin, make_scenario(admin, unique)["app_id"]
        self.words = {outcome: unique(outcome.lower()) for outcome in OUTCOMES}
        for outcome, word in self.words.items():
            assert admin.post("/keywords/scenario/", {"scenario_id": self.id, "keyword": word}).status == 200
            rule = {"scenario_id": self.id, "match_type": "KEYWORD", "match_value": word, "strategy": outcome}
            assert admin.post("/policies/scenario/", rule).status == 200
        made = admin.post(f"/apps/{self.id}/api-keys", {"name": "program"})
        assert made.status == 200, made
        self.variables = {"LGM_URL": f"{stack.url.rstrip('/')}{BASE}", "LGM_APP_ID": self.id, "LGM_API_KEY": made.json()["key"]}
        wait_until(lambda: all(self._decides(replica) for replica in stack.services("guard-service")), 10, "key and rules everywhere")

    def _decides(self, replica) -> bool:
        for outcome, word in self.words.items():
            body = {"app_id": self.id, "direction": "INPUT", "text": word}
            answer = Connection(f"http://127.0.0.1:{replica['public']}").post(f"{BASE}/guard/check", body, headers={"X-API-Key": self.variables["LGM_API_KEY"]})
            if answer.status != 200 or answer.json()["final_decision"]["strategy"] != outcome:
                return False
        return True


@pytest.fixture
def application(stack, admin, unique):
    return Application(stack, admin, unique)


def run(command, text: str | bytes, variables: dict, direction="INPUT") -> tuple[str, str]:
    """What it prints, and what it says of it."""
    given = text if isinstance(text, bytes) else text.encode()
    done = subprocess.run([*command, direction], input=given, env={**os.environ, **variables}, capture_output=True, timeout=60)
    assert done.returncode == 0, done.stderr.decode()
    return done.stdout.decode().removesuffix("\n"), done.stderr.decode()


def test_the_first_request_of_the_page(application):
    done = subprocess.run(["bash", "-euo", "pipefail", "-c", only_block("sh")], env={**os.environ, **application.variables}, capture_output=True, text=True, timeout=60)
    answer = json.loads(done.stdout)
    assert answer["final_decision"]["strategy"] == "PASS" and answer["request_id"], done.stderr
    assert set(json.loads(only_block("json"))) - set(answer) == {"rewritten_text"}


@pytest.mark.parametrize("direction", ["INPUT", "OUTPUT"])
def test_each_outcome(program, application, direction):
    words = application.words
    for text in ("Hello 世界 🙂", f"{words['REWRITE']} 好"):
        printed, said = run(program, text, application.variables, direction)
        assert printed == text.replace(words["REWRITE"], "■" * len(words["REWRITE"])) and said == ""
    assert run(program, f"now {words['BLOCK']}", application.variables, direction) == (SORRY, "")
    printed, said = run(program, words["REVIEW"], application.variables, direction)
    assert printed == SORRY and re.search("for a person to decide: [0-9a-f]{32}", said)


def test_what_no_json_may_hold_is_decided_all_the_same(program, application):
    """Who could make the guard refuse a text would be past a guard that is passed by when it refuses."""
    word = application.words["BLOCK"].encode()
    assert run(program, b"\0\xed\xa0\x80\xff " + word, application.variables) == (SORRY, "")
    printed, said = run(program, b"a\0b\xffc", application.variables)
    assert re.fullmatch("a\ufffdb\ufffdc", printed) and said == ""


@pytest.mark.parametrize("wrong, code", [({"LGM_API_KEY": "lgm_wrong"}, "invalid_api_key"), ({"LGM_APP_ID": "another"}, "api_key_other_app"), ({"LGM_API_KEY": ""}, "invalid_api_key")])
def test_a_refusal_is_no_decision_and_is_said(program, application, wrong, code):
    begun = time.monotonic()
    printed, said = run(program, "hello", {**application.variables, **wrong})
    assert printed == SORRY and said.startswith("not decided: ") and f'"{code}"' in said
    assert time.monotonic() - begun < 4, "what would be refused again is not tried again"


class Script(http.server.BaseHTTPRequestHandler):
    """Answers one after another as the server's `script` says: (status, headers, body); the last one again and again."""

    def do_POST(self):
        self.rfile.read(int(self.headers["Content-Length"]))
        self.server.asked += 1
        status, headers, body = self.server.script[min(self.server.asked, len(self.server.script)) - 1]
        time.sleep(headers.pop("hangs", 0))
        self.send_response(status)
        for name, value in {"Content-Length": str(len(body)), **headers}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body.encode())

    def log_message(self, *_):
        pass


@contextmanager
def guard_that_answers(*script):
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Script)
    server.script, server.asked, server.daemon_threads = script, 0, True
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        yield server, {"LGM_URL": f"http://127.0.0.1:{server.server_port}", "LGM_APP_ID": "a", "LGM_API_KEY": "k"}
    finally:
        server.shutdown()
        server.server_close()


def passes(**members) -> tuple:
    return 200, {}, json.dumps({"request_id": "r", "final_decision": {"strategy": "PASS"}, **members})


def test_what_may_be_tried_again_is_tried_again_when_it_is_said(program):
    away, late = (503, {"Retry-After": "1"}, "{}"), (502, {}, "<html>")
    cut_off = (200, {"Content-Length": "99"}, "{")
    with guard_that_answers(away, late, (429, {"Retry-After": "1"}, "{}"), cut_off, (504, {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"}, ""), passes()) as (server, variables):
        begun = time.monotonic()
        assert run(program, "hello", variables) == ("hello", "")
        assert server.asked == 6 and time.monotonic() - begun > 2


@pytest.mark.parametrize("status", [400, 403, 408, 422, 500])
def test_what_may_not_is_asked_once(program, status):
    with guard_that_answers((status, {"Retry-After": "0"}, '{"code": "x"}')) as (server, variables):
        assert run(program, "hello", variables) == (SORRY, 'not decided: {"code": "x"}\n')
        assert server.asked == 1


def test_a_wait_beyond_the_limit_of_time_is_not_begun(program):
    with guard_that_answers((429, {"Retry-After": "3600"}, "{}")) as (server, variables):
        begun = time.monotonic()
        assert run(program, "hello", variables)[0] == SORRY
        assert server.asked == 1 and time.monotonic() - begun < 4


def test_no_answer_is_given_up_within_the_limit_of_time(program):
    with guard_that_answers((200, {"hangs": 20}, "{}")) as (_, variables):
        begun = time.monotonic()
        assert run(program, "hello", variables)[0] == SORRY
        assert 4 < time.monotonic() - begun < 9


def test_nobody_there_is_no_decision(program):
    with guard_that_answers(passes()) as (_, variables):
        pass
    printed, said = run(program, "hello", variables)
    assert printed == SORRY and said.startswith("not decided: ")


@pytest.mark.parametrize("members", [{"degraded": ["policy"]}, {"final_decision": {"strategy": "OF_A_LATER_VERSION"}}])
def test_what_is_no_decision_or_none_that_it_knows_passes_nothing(program, members):
    with guard_that_answers(passes(**members)) as (_, variables):
        assert run(program, "hello", variables)[0] == SORRY


def test_members_of_a_later_version_are_borne(program):
    with guard_that_answers(passes(later={"a": [1]})) as (_, variables):
        assert run(program, "hello", variables) == ("hello", "")


def test_both_languages_have_the_same_programs():
    for language in ("sh", "json", "python", "javascript", "go"):
        assert blocks(PAGE, language) == blocks(PAGE_ZH, language) != []


def table_of_errors(page: Path) -> set[tuple[str, str, str]]:
    """(statuses, code, whether it may be tried again as one of no, Retry-After)."""
    rows = re.findall(r"^\| ([0-9, ]+) \| ((?:`\w+`(?:, )?)+) \|.*\| ([^|]+) \|$", page.read_text(), re.MULTILINE)
    return {(statuses, code, "Retry-After" if "Retry-After" in again else "no") for statuses, codes, again in rows for code in re.findall(r"`(\w+)`", codes)}


# Of tokens, which an application has none of.
OF_PEOPLE = {"missing_permission", "no_access_to_scenario", "user_disabled", "not_authorized", "token_limited", "password_change_required", "keys_unavailable", "revocations_stale", "rights_unavailable"}
OF_THE_EDGE = {"unreachable"}


def test_the_table_of_errors_has_every_refusal_that_a_key_can_meet(stack):
    guard = stack.services("guard-service")[0]
    document = Connection(f"http://127.0.0.1:{guard['internal']}").get("/openapi.json").json()
    responses = document["paths"][f"{BASE.removeprefix('/dbmanage')}/guard/check"]["post"]["responses"]
    answered = {(status, code) for status, told in responses.items() for code in re.findall(r"`(\w+)`", told["description"])}
    english = table_of_errors(PAGE)
    told = {(status, code) for statuses, code, _ in english for status in statuses.split(", ")}
    also = {(status, "malformed_request") for status in ("414", "431", "505")}  # in the row's words
    assert {one for one in answered if one[1] not in OF_PEOPLE} - told - also == set()
    assert {one for one in told if one[1] not in OF_THE_EDGE} - answered == set()
    assert table_of_errors(PAGE_ZH) == english


def test_what_the_table_calls_worth_another_try_is_what_the_programs_try_again():
    again = {status for statuses, _, when in table_of_errors(PAGE) for status in statuses.split(", ") if when != "no"}
    assert again == {"429", "502", "503", "504"}
