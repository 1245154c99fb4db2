"""Stores agree on what is asked for, too: each parameter of each list, each id in a path, times, and what the playground
keeps, by the values of store_values. Users, whose names and rights these are: test_values_of_people."""
import json
from datetime import datetime, timedelta, timezone

import pytest
from contract.resources import GLOBAL_DEFAULT, GLOBAL_KEYWORD, SCENARIO_KEYWORD, SCENARIO_POLICY, TAG, a_scenario, rows_of
from contract.store_values import (
    DOCUMENT, LONE_SURROGATE, Member, Refused, ask, body_of, fault, folded, none_of, operation, rows_at, segment, send, texts_around, without_case,
)  # fmt: skip
from contract.test_audit_and_playground import FLAGS
from contract.test_older_clients import holds
from contract.test_rights import grant, local_id, role_id  # noqa: F401  # grant is a fixture
from running_stack import wait_until

BASE = "/api/v1"
# Of these another file asks: they need local accounts, or are the other services'.
OF_PEOPLE = ("/api/v1/users", "/internal/")
PAGES = ("skip", "limit", "page", "size")


def parameters(where: str) -> dict[tuple[str, str], tuple[str, str, dict]]:
    """(operation, parameter) to method, path and schema, of the public routes."""
    return {
        (each["operationId"], parameter["name"]): (method.upper(), path, parameter["schema"])
        for path, item in DOCUMENT["paths"].items()
        for method, each in item.items()
        for parameter in each.get("parameters", ())
        if parameter["in"] == where and not path.startswith("/internal/")
    }


QUERIES = parameters("query")
each_query = pytest.mark.parametrize("query", QUERIES, ids=lambda query: "-".join(query))


# ---- what a parameter may be

NUMBERS = ("0", "1", "2", "01", "+1", " 1", "1 ", "1.0", "1e0", "0x1", "-1", "-0", "１", str(2**63 - 1), str(2**63), "one", "", "1\0")
FLAGS_AS_TEXT = ("true", "false", "True", "False", "1", "0", "TRUE", "yes", " true", "ｔｒｕｅ", "")


def refusal_of(schema: dict, text: str) -> Refused | None:
    """Of a parameter's text; None: it is taken."""
    if "\0" in text or LONE_SURROGATE in text:
        return Refused(400, "malformed_request")  # no URL holds that
    if schema["type"] == "boolean":
        return None if text in ("true", "false", "True", "False", "1", "0") else Refused(422, "type")
    if schema["type"] == "integer":
        return refusal_of_number(schema, text)
    return Member(schema, parameter=True).fault(text)


def refusal_of_number(schema: dict, text: str) -> Refused | None:
    plain = text.isascii() and text.removeprefix("-").isdigit() and not text.startswith("--")
    if not plain or not -(2**63) <= int(text) < 2**63:
        return Refused(422, "type")
    return None if schema["minimum"] <= int(text) <= schema["maximum"] else Refused(422, "out_of_range")


def texts_of(schema: dict, stem: str) -> list[str]:
    if schema["type"] != "string":
        return [*(FLAGS_AS_TEXT if schema["type"] == "boolean" else NUMBERS)]
    choices = schema.get("enum", ())
    return [*choices, *texts_around(choices[0] if choices else stem, schema.get("maxLength", 64)).values()]


@each_query
def test_a_parameter_is_taken_or_refused_by_rule(query, admin, unique):
    method, path, schema = QUERIES[query]
    name = query[1]
    path = path.removeprefix(BASE).replace("{app_id}", a_scenario(admin, unique))
    others = {"permission": "playground"} if query[0] == "check_permission_by_query" and name != "permission" else {}
    wrong = []
    for text in texts_of(schema, unique("vV")):
        answer = ask(admin, path, **others, **{name: text})
        expected = refusal_of(schema, text)
        if name in ("start_date", "end_date"):
            expected = expected or Refused(422, "type")  # none of them is a time
        if text == "" and name not in (*PAGES, "format", "permission"):
            expected = None  # older consoles send empty filters for "any"
        wrong += fault(repr(text), answer, expected) if expected else ([] if answer.status == 200 else [f"{text!r}: {answer}"])
    none_of(wrong)


# ---- what a filter finds

CHOICES = ("risk_level", "is_active", "rule_mode", "category", "playground_type")  # of rows, by the same name


def meant(schema: dict, text: str):
    """By a parameter that is a choice, a number or a flag."""
    return text in ("true", "True", "1") if schema["type"] == "boolean" else int(text) if schema["type"] == "integer" else text


def a_scenario_with_keywords(admin, unique) -> str:
    scenario = a_scenario(admin, unique)
    for mode, category in ((0, 0), (0, 1), (1, 0), (1, 1)):
        SCENARIO_KEYWORD.create(admin, unique, scenario_id=scenario, rule_mode=mode, category=category)
    return scenario


@pytest.mark.parametrize("query", [query for query in QUERIES if query[1] in CHOICES], ids=lambda query: "-".join(query))
def test_a_choice_finds_its_rows_alone(query, admin, unique):
    _, path, schema = QUERIES[query]
    path = path.removeprefix(BASE).replace("{app_id}", a_scenario_with_keywords(admin, unique))
    GLOBAL_KEYWORD.create(admin, unique, is_active=False, risk_level="Low")
    page = {"size": 100} if path == "/playground/history" else {"limit": 1000}
    for text in texts_of(schema, ""):
        if text and not refusal_of(schema, text):
            answer = ask(admin, path, **page, **{query[1]: text})
            assert answer.status == 200, answer
            every = [row for row in ask(admin, path, **page).json() if row[query[1]] == meant(schema, text)]
            assert {row[query[1]] for row in answer.json()} <= {meant(schema, text)}, text
            assert {row["id"] for row in every} <= {row["id"] for row in answer.json()}, text


def keyword_rows(resource, member, path_of):
    """Keywords that differ as stores see it, in one list; asked for by a part of the word."""

    def prepare(admin, unique):
        body, stem = resource.make(admin, unique), unique("vV").replace("-", "x")
        for value in texts_around(stem, 255).values():
            send(admin, "POST", resource.path, {**body, member: value})
        path, fixed = path_of(body)
        return path, fixed, stem, lambda row, asked: folded(asked) in folded(row[member])

    return prepare


def tagged_rows(admin, unique):
    row = GLOBAL_KEYWORD.create(admin, unique)
    return "/keywords/global/", {}, row["tag_code"], lambda each, asked: asked in ("", each["tag_code"])


def audited(column, stem_of):
    def prepare(admin, unique):
        return "/audit-logs/", {}, stem_of(admin, unique), lambda row, asked: asked in ("", row[column])

    return prepare


def audited_names(admin, unique):
    name = admin.get("/permissions/me").json()["username"]
    return "/audit-logs/", {}, name, lambda row, asked: without_case(asked) in without_case(row["username"])


def user_names(admin, unique):
    name = admin.get("/permissions/me").json()["username"]
    return "/users/", {}, name, lambda row, asked: without_case(asked) in without_case(row["username"])


def user_roles(admin, unique):
    return "/users/", {}, "ANNOTATOR", lambda row, asked: asked in ("", row["role"])


def tries(admin, unique):
    scenario = a_scenario(admin, unique)
    tried = {"app_id": scenario, "input_prompt": "x", **FLAGS}
    wait_until(lambda: send(admin, "POST", "/playground/input", tried).status == 200, 10, "the scenario at a guard")
    return "/playground/history", {}, scenario, lambda row, asked: asked in ("", row["app_id"])


FOUND = {
    ("list_global_keywords", "q"): keyword_rows(GLOBAL_KEYWORD, "keyword", lambda body: ("/keywords/global/", {"tag": body["tag_code"]})),
    ("list_global_keywords", "tag"): tagged_rows,
    ("list_scenario_keywords", "q"): keyword_rows(SCENARIO_KEYWORD, "keyword", lambda body: (f"/keywords/scenario/{body['scenario_id']}", {})),
    ("list_users", "username"): user_names,
    ("list_users", "role"): user_roles,
    ("list_playground_tries", "app_id"): tries,
    ("list_audit_logs", "user_id"): audited("user_id", lambda admin, unique: admin.get("/permissions/me").json()["user_id"]),
    ("list_audit_logs", "username"): audited_names,
    ("list_audit_logs", "action"): audited("action", lambda *_: "CREATE"),
    ("list_audit_logs", "resource_type"): audited("resource_type", lambda *_: "SCENARIO"),
    ("list_audit_logs", "scenario_id"): audited("scenario_id", a_scenario),
}  # fmt: skip
# Asked by the same filter as the list: what they find is compared with it.
AS_THE_LIST = ("count_audit_logs", "export_audit_logs")
# Times: below. Permissions: below. The rest are choices, numbers and flags, of which a wrong one is refused.
ELSEWHERE = ("start_date", "end_date", "permission", "scenario_id")


def test_every_text_that_filters_is_asked_for():
    texts = {query for query, (_, _, schema) in QUERIES.items() if schema["type"] == "string" and "enum" not in schema}
    assert texts - FOUND.keys() == {query for query in texts if query[0] in AS_THE_LIST or query[1] in ELSEWHERE and query not in FOUND}


@pytest.mark.parametrize("query", FOUND, ids=lambda query: "-".join(query))
def test_a_filter_finds_by_rule(query, stack, admin, unique):
    stack.sign_in("bob")  # an ANNOTATOR
    path, fixed, stem, holds = FOUND[query](admin, unique)
    page = {} if path == "/playground/history" else {"limit": 1000}
    every, schema, wrong = ask(admin, path, **fixed, **page).json(), QUERIES[query][2], []
    assert any(holds(row, stem) for row in every)
    for said, text in texts_around(stem, schema["maxLength"]).items():
        if refusal_of(schema, text) and text:
            continue
        answer = ask(admin, path, **fixed, **{query[1]: text}, **page)
        assert answer.status == 200, (said, answer)
        found, expected = answer.json(), [row for row in every if holds(row, text)]
        missed = [row for row in expected if row not in found][: len(expected) if len(found) < page.get("limit", 20) else 0]
        wrong += [f"{said}: found {row}" for row in found if not holds(row, text)][:1] + [f"{said}: missed {row}" for row in missed][:1]
        if path == "/audit-logs/" and len(found) < 1000 and text:  # of all there may be more by now
            wrong += fault(said, ask(admin, "/audit-logs/count", **{query[1]: text}), len(found), "count")
    none_of(wrong)


def test_an_export_tells_what_was_asked_for(admin, unique):
    """The scenario of an EXPORT row is what a client sent: rows that differ in it are found one by one."""
    schema, wrong = QUERIES["export_audit_logs", "scenario_id"][2], []
    sent = {said: text for said, text in texts_around(unique("vV"), 64).items() if text and not refusal_of(schema, text)}
    for text in sent.values():
        assert ask(admin, "/audit-logs/export", scenario_id=text, format="jsonl").status == 200
    for said, text in sent.items():
        found = {(row["scenario_id"], row["details"]["scenario_id"]) for row in rows_at(admin, "/audit-logs/", scenario_id=text, action="EXPORT")}
        wrong += [] if found == {(text, text)} else [f"{said}: found {found}"]
    none_of(wrong)


def test_a_permission_is_held_by_its_exact_name_alone(stack, admin, unique, grant):  # noqa: F811
    scenario, session = a_scenario(admin, unique), stack.sign_in("bob")
    grant("bob", "SCENARIO_ADMIN", scenario)
    wait_until(lambda: holds(stack, session, scenario, "playground"), 10, "the role at every replica")
    wrong = []
    for name, stem in (("permission", "scenario_keywords"), ("scenario_id", scenario)):
        asked = {"permission": "scenario_keywords", "scenario_id": scenario}
        member = Member(body_of("POST", "/api/v1/permissions/check")[name])
        for said, text in texts_around(stem, member.longest).items():
            expected, body = member.take(text), {**asked, name: text}
            if not isinstance(expected, Refused):
                expected = text == stem
                wrong += fault(f"{name} {said}, by query", ask(session.api, "/permissions/check", **body), expected, "has_permission") if text else []
            wrong += fault(f"{name} {said}", send(session.api, "POST", "/permissions/check", body), expected, "has_permission")
    none_of(wrong)


# ---- times


def test_times_are_compared_to_the_microsecond(admin, unique):
    scenario = a_scenario(admin, unique)
    (row,) = rows_of(admin, "/audit-logs/", {"scenario_id": scenario})
    at = datetime.fromisoformat(row["created_at"].replace("Z", "+00:00"))

    def count(name: str, moment: str) -> int:
        return ask(admin, "/audit-logs/count", scenario_id=scenario, **{name: moment}).json().get("count")

    def text(moment: datetime, digits: str = "") -> str:
        return moment.strftime(f"%Y-%m-%dT%H:%M:%S.%f{digits}Z")

    step = timedelta(microseconds=1)
    asked = [
        ("start_date", text(at), 1), ("start_date", text(at + step), 0), ("start_date", text(at, "000"), 1), ("start_date", text(at, "999"), 1),
        ("end_date", text(at), 1), ("end_date", text(at - step), 0), ("end_date", text(at, "999999999"), 1),
        ("start_date", text(at).replace("T", " "), 1), ("start_date", text(at).replace("Z", "z"), 1), ("start_date", text(at).replace("Z", "+00:00"), 1),
        ("start_date", (at + step).astimezone(timezone(timedelta(hours=14))).isoformat(), 0),
    ]  # fmt: skip
    assert [(name, moment, count(name, moment)) for name, moment, _ in asked] == asked


EVER = ("0000-01-01T00:00:00Z", "0000-01-01T00:00:00+14:00", "0000-01-01", "0001-01-01T00:00:00Z", "0999-12-31T23:59:59.999999Z", "1000-01-01",
        "1970-01-01T00:00:00Z")  # fmt: skip
NEVER = ("9999-12-31T23:59:59.999999Z", "9999-12-31T23:59:59-14:00", "9999-12-31T23:59:60Z", "9999-12-31", "9999-12-31 23:59:59")
NO_TIMES = ("0000-00-00T00:00:00Z", "2026-02-30", "2026-02-06T24:00:00Z", "2026-02-06T08:00:00", "2026-02-06T08:00:00.Z", "10000-01-01T00:00:00Z", "-001-01-01",
            "1e9", "20260206", "2026-2-6", "２０２６-02-06", "2026-02-06T08:00:00Z ", "now")  # fmt: skip


def test_times_at_the_ends_of_time(admin, unique):
    scenario, wrong = a_scenario(admin, unique), []
    for name, (all_of, none) in {"start_date": (EVER, NEVER), "end_date": (NEVER, EVER)}.items():
        for moment, count in [(each, 1) for each in all_of] + [(each, 0) for each in none]:
            wrong += fault(f"{name} {moment}", ask(admin, "/audit-logs/count", scenario_id=scenario, **{name: moment}), count, "count")
        for moment in NO_TIMES:
            if moment != "2026-02-06T08:00:00":  # of the older time zone
                wrong += fault(f"{name} {moment}", ask(admin, "/audit-logs/count", **{name: moment}), Refused(422, "type"))
    none_of(wrong)


# ---- ids in paths


def ids_like(held: str) -> list[str]:
    """None of them is that id, or a path of another route."""
    signs = (" ", "\t", "\u00a0", "\u3000", "\u200b", "\0", "%", "'", "\\")
    return [f"{held}{sign}" for sign in signs] + [f" {held}", f"{held[:-1]}_", "%"] + [each for each in (held.upper(), held.title()) if each != held]


def by_id(resource):
    return lambda admin, unique: resource.create(admin, unique)["id"]


IN_PATHS = {
    "/tags/{id}": by_id(TAG), "/keywords/global/{id}": by_id(GLOBAL_KEYWORD), "/policies/defaults/{id}": by_id(GLOBAL_DEFAULT),
    "GET /apps/{app_id}": a_scenario, "/apps/{app_id}": lambda admin, unique: admin.get(f"/apps/{a_scenario(admin, unique)}").json()["id"],
    "GET /keywords/scenario/{app_id}": a_scenario, "/keywords/scenario/{app_id}": by_id(SCENARIO_KEYWORD),
    "GET /policies/scenario/{app_id}": a_scenario, "/policies/scenario/{app_id}": by_id(SCENARIO_POLICY),
    "/apps/{app_id}/api-keys": a_scenario,
    "/roles/{id}/permissions": lambda admin, unique: role_id(admin, "ANNOTATOR"),
}  # fmt: skip
PATHS = sorted({(method, path.removeprefix(BASE)) for method, path, _ in parameters("path").values() if not path.startswith(OF_PEOPLE) and path.count("{") == 1})
BODIES = {"POST /apps/{app_id}/api-keys": {"name": "bot"}}


@pytest.mark.parametrize("method, path", PATHS, ids=lambda value: value)
def test_an_id_is_found_by_its_exact_spelling_alone(method, path, admin, unique):
    held = IN_PATHS.get(f"{method} {path}", IN_PATHS.get(path))(admin, unique)
    name = path[path.index("{") : path.index("}") + 1]
    body = BODIES.get(f"{method} {path}", {}) if method in ("PUT", "PATCH", "POST") else None
    wrong = []
    for alike in ids_like(held):
        answer = admin.request(method, path.replace(name, segment(alike)), body)
        wrong += [] if answer.status in ((400, 404) if "\0" in alike else (404,)) else [f"{alike!r}: {answer}"]
    none_of(wrong)
    assert admin.request(method, path.replace(name, held), body).status == 200


@pytest.mark.parametrize("place", ["app_id", "id"])
@pytest.mark.parametrize("method", ["PATCH", "DELETE"])
def test_an_api_key_is_found_by_the_exact_spelling_of_both_its_ids_alone(method, place, admin, unique):
    scenario, wrong = a_scenario(admin, unique), []
    held = {"app_id": scenario, "id": admin.post(f"/apps/{scenario}/api-keys", {"name": "bot"}).json()["id"]}

    def asked(app_id: str, id: str):
        return admin.request(method, f"/apps/{segment(app_id)}/api-keys/{segment(id)}", {} if method == "PATCH" else None)

    for alike in ids_like(held[place]):
        answer = asked(**{**held, place: alike})
        wrong += [] if answer.status in ((400, 404) if "\0" in alike else (404,)) else [f"{alike!r}: {answer}"]
    none_of(wrong)
    assert asked(**held).status == 200


def test_every_path_of_two_ids_is_asked_for():
    assert {path for _, path, _ in parameters("path").values() if not path.startswith(OF_PEOPLE) and path.count("{") > 1} == {f"{BASE}/apps/{{app_id}}/api-keys/{{id}}"}


# ---- the playground


def ordered(value) -> bool:
    """Members stand by their names, at every depth."""
    if isinstance(value, dict):
        return list(value) == sorted(value) and all(map(ordered, value.values()))
    return all(map(ordered, value)) if isinstance(value, list) else True


TRIES = {"/playground/input": ("input_prompt",), "/playground/output": ("output_text", "input_prompt"), "/playground/full": ("input_prompt", "output_text")}
TRIED = [(path, name) for path in TRIES for name in body_of("POST", BASE + path)]


def test_every_try_is_made():
    assert {path for path, item in DOCUMENT["paths"].items() if path.startswith("/api/v1/playground/") and "post" in item} == {BASE + path for path in TRIES}


@pytest.mark.parametrize("path, name", TRIED, ids=lambda value: value)
def test_a_try_is_kept_as_it_was_made(path, name, admin, unique):
    scenario, wrong = a_scenario(admin, unique), []
    member = Member(body_of("POST", BASE + path)[name], "named" if name == "app_id" else "")
    base = {"app_id": scenario, **dict.fromkeys(TRIES[path], "an ordinary text"), **FLAGS}
    wait_until(lambda: all(send(admin, "POST", path, base).status == 200 for _ in range(6)), 10, "the scenario at every guard")
    room = operation("POST", BASE + path)["x-max-body"] // 40
    for said, value in member.values(scenario if name == "app_id" else unique("vV")).items():
        value = value[:room] if isinstance(value, str) else value
        expected = member.take(value)
        if name == "app_id" and isinstance(expected, str) and expected != scenario:
            expected = Refused(404, "not_found")
        answer = send(admin, "POST", path, {**base, name: value})
        if isinstance(expected, Refused):
            wrong += fault(said, answer, expected)
            continue
        assert answer.status == 200, (said, answer)
        kept = rows_of(admin, "/playground/history", {"app_id": scenario, "size": 1})[0]
        sent = {**base, name: expected}
        texts = {each: sent[each] for each in TRIES[path] if sent[each] is not None}
        wrong += [] if kept["input_data"] == texts else [f"{said}: kept {str(kept['input_data'])[:200]}"]
        wrong += [] if kept["config_snapshot"] == {flag: sent[flag] for flag in FLAGS} else [f"{said}: kept {kept['config_snapshot']}"]
        wrong += [] if kept["output_data"] == answer.json() else [f"{said}: kept {json.dumps(kept['output_data'])[:200]}"]
        wrong += [f"{said}: {each} is {json.dumps(kept[each])[:200]}" for each in ("input_data", "config_snapshot", "output_data") if not ordered(kept[each])]
    none_of(wrong)
