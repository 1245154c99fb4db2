"""Stores agree on people: their names of any sign-in, passwords, roles and grants, what is told of them, and the ids of their
routes, by the values of store_values."""
import json
import os
import re
import time
from urllib.parse import urlencode

import pytest
from contract.resources import a_scenario, rows_of
from contract.store_values import (
    DOCUMENT, LONE_SURROGATE, Member, Refused, body_of, fault, members_of, none_of, operation, rows_at, segment, send, texts_around, without_case,
)  # fmt: skip
from contract.test_rights import role_id
from contract.test_values_in_questions import BASE, OF_PEOPLE, ids_like
from e2e.client.session import ticket
from running_stack import OVERRIDES, RunningStack
from whole.requests_that_succeed import internal_connection

PHRASE = "a long enough phrase"
PROVIDER = "https://idp.example"


@pytest.fixture(scope="module")
def people(tmp_path_factory):
    """A stack of its own, with local accounts."""
    options = {"STORE": os.environ.get("E2E_STORE", "embedded"), "REPLICAS": os.environ.get("E2E_REPLICAS", "1")}
    local = {"LOCAL_LOGIN_ENABLED": "true"}
    overrides = {**OVERRIDES, **{service: {**OVERRIDES[service], **local} for service in ("admin-service", "auth-service")}}
    running = RunningStack(tmp_path_factory.mktemp("people") / "state", overrides, **options).start()
    yield running
    running.stop()


@pytest.fixture(scope="module")
def head(people):
    """The administrator's connection."""
    return people.administrator().api


@pytest.fixture(scope="module")
def auth(people):
    """admin-service as auth-service asks it."""
    return internal_connection(people, "admin-service", "auth")


def member(method: str, path: str, name: str, kind: str = "", unknown: str = "") -> Member:
    return Member(body_of(method, path)[name], kind, unknown)


def done(said: str, answer, expected) -> list[str]:
    """What is wrong with an answer that does not show the value."""
    return fault(said, answer, expected) if isinstance(expected, Refused) else [] if answer.status == 200 else [f"{said}: {answer}"]


def user_of(head, uid: str) -> dict:
    return next(row for row in rows_at(head, "/users/") if row["id"] == uid)


# ---- local accounts

ACCOUNT = {"username": "account", "password": "", "display_name": "", "role": "trimmed"}


def test_every_member_of_an_account_is_known():
    assert body_of("POST", f"{BASE}/users/").keys() == ACCOUNT.keys() | {"kind"}  # one of two words


def test_names_of_accounts(head, unique):
    """One value is both names of an account: making one costs a hash."""
    stem, made, wrong = unique("vV"), {}, []
    asked, shown = member("POST", f"{BASE}/users/", "username", "account"), member("POST", f"{BASE}/users/", "display_name")
    longer = {f"{said}, displayed": value for said, value in shown.values(stem).items() if said.startswith(("longest", "one more"))}
    for said, value in {**asked.values(stem), **longer}.items():
        name, display = asked.take(value), shown.take(value)
        answer = send(head, "POST", "/users/", {"username": value, **({} if isinstance(display, Refused) else {"display_name": value})})
        wrong += fault(said, answer, name, "username")
        if isinstance(display, Refused) or isinstance(name, Refused):
            answer = send(head, "POST", "/users/", {"username": unique("vV"), "display_name": value})
            wrong += fault(f"display name {said}", answer, display, "display_name")
        if answer.status == 200:
            made[answer.json()["username"]] = (answer.json()["id"], display)
    for said in ("é", "an escape of C1", "𠀀 of extension B"):
        wrong += fault(f"{said} again", send(head, "POST", "/users/", {"username": asked.values(stem)[said]}), Refused(400, "duplicate"))
    none_of(wrong)
    ids = {uid for uid, _ in made.values()}
    assert {row["username"]: (row["id"], row["display_name"]) for row in rows_at(head, "/users/") if row["id"] in ids} == made
    # A part of a name finds those that hold it, whatever its case.
    schema = next(each["schema"] for each in operation("GET", f"{BASE}/users/")["parameters"] if each["name"] == "username")
    for said, part in texts_around(stem, 64).items():
        if LONE_SURROGATE not in part and Member(schema, parameter=True).fault(part) is None:
            found = {row["username"] for row in rows_at(head, "/users/", username=part)} & made.keys()
            held = {name for name in made if without_case(part) in without_case(name)}
            wrong += [] if found == held else [f"{said}: missed {sorted(held - found)}, found {sorted(found - held)}"]
    none_of(wrong)


def test_roles_of_accounts(head, unique):
    asked, made, wrong = member("POST", f"{BASE}/users/", "role", "trimmed", "unknown_role"), {}, []
    for said, value in asked.values("AUDITOR").items():
        expected = asked.take(value, ("AUDITOR", "ANNOTATOR"))
        answer = send(head, "POST", "/users/", {"username": unique("vV"), "role": value})
        wrong += fault(said, answer, expected or "ANNOTATOR", "role")
        if answer.status == 200:
            made[answer.json()["id"]] = answer.json()["role"]
    none_of(wrong)
    assert {row["id"]: row["role"] for row in rows_at(head, "/users/") if row["id"] in made} == made


def verified(auth, username: str, password: str) -> bool:
    answer = send(auth, "POST", "/internal/v1/users/verify-password", {"username": username, "password": password})
    assert answer.status == 200, answer
    return answer.json()["verified"]


# Stores hold hashes of passwords, in ASCII: what they could make of a text is asked with the names above, and here
# what is hashed. Hashing is slow by design, so of what is taken these alone are set; what is refused, all of it.
SET = ("as it is", "upper case", "a blank behind", "a no-break space behind", "é", "é of two characters", "e", "ß", "ss", "full-width Ａ", "a", "😀", "😁",
       "a backslash", "a line break behind", "longest, 1 bytes a character", "longest, 4 bytes a character")  # fmt: skip


def test_passwords_are_compared_to_the_byte(head, auth, unique):
    user = send(head, "POST", "/users/", {"username": unique("Émile"), "password": PHRASE}).json()
    asked, held, wrong = member("PUT", f"{BASE}/users/{{id}}/password", "password"), PHRASE, []
    for said, value in asked.values(f"{PHRASE} é").items():
        expected = asked.take(value)
        if isinstance(expected, Refused) or said in SET:
            answer = send(head, "PUT", f"/users/{user['id']}/password", {"password": value})
            wrong += done(said, answer, expected)
            wrong += [f"{said}: the one before passes"] if answer.status == 200 and value != held and verified(auth, user["username"], held) else []
            held = value if answer.status == 200 else held
    assert held != PHRASE and verified(auth, user["username"], held)
    name = user["username"]
    for alike in [f"{name} ", f" {name}", name.upper(), name.lower(), name.replace("É", "E"), name.replace("É", "E\u0301"), f"{name}\u200b", f"{name}\0"]:
        answer = send(auth, "POST", "/internal/v1/users/verify-password", {"username": alike, "password": held})
        wrong += [f"{alike!r}: {answer}"] if answer.status == 200 and answer.json()["verified"] else []
    none_of(wrong)
    assert verified(auth, name, held)


def test_a_name_is_typed_as_it_is(people, head, unique):
    """A sign-in by password; few, because failures are slowed down."""
    name = unique("Zoë")
    send(head, "POST", "/users/", {"username": name, "password": PHRASE})
    found = {}
    for typed in (name, f"{name} ", name.upper(), name.replace("ë", "e")):
        answer = people.anonymous().post(
            "/login/access-token", body=urlencode({"username": typed, "password": PHRASE}), headers={"Content-Type": "application/x-www-form-urlencoded"}
        )
        found[typed] = answer.status
    assert found == {typed: 200 if typed == name else 401 for typed in found}


# ---- people of an identity provider

SIGN_IN = "/internal/v1/users/sign-in"
FIND = "/internal/v1/users/find"
MAPPED = "/internal/v1/users/mapped-roles"
LONGEST_NAME = 56  # bytes, which leaves room for a number


def name_of(subject: str, taken) -> str:
    """What a person is called: the subject's beginning, and a number where that is somebody's name already."""
    wanted = subject.encode()[:LONGEST_NAME].decode(errors="ignore").strip() or "user"
    numbered = [wanted, *(f"{wanted}-{number}" for number in range(2, 100))]
    return next(name for name in numbered if name not in taken)


def test_subjects_are_one_person_each(head, auth, unique):
    asked, found, names, wrong = member("POST", SIGN_IN, "subject"), {}, {row["username"] for row in rows_at(head, "/users/")}, []
    uids = {}
    first = asked.values(unique("vV"))
    for values in (first, first):  # the second time everybody is known
        for said, value in values.items():
            expected = in_plain(asked.take(value))
            if not isinstance(expected, Refused):
                expected = found.get(value) or name_of(value, names)
            answer = send(auth, "POST", SIGN_IN, {"issuer": "usap", "subject": value})
            wrong += fault(said, answer, expected, "username")
            if answer.status == 200:
                wrong += [] if answer.json()["created"] == (value not in found) else [f"{said}: created is {answer.json()['created']}"]
                found[value], uids[value] = answer.json()["username"], answer.json()["uid"]
                names.add(found[value])
    none_of(wrong)
    assert len(set(found.values())) == len(found)
    assert {value: send(auth, "POST", FIND, {"issuer": "usap", "subject": value}).json()["uid"] for value in uids} == uids


def in_plain(expected):
    """Internal bodies are programs': all that is wrong is 422."""
    return Refused(422, expected.code) if isinstance(expected, Refused) else expected


@pytest.mark.parametrize("name", ["issuer", "user_id", "display_name", "email"])
def test_what_an_identity_provider_says_of_people(name, head, auth, unique):
    asked, ids, made, wrong = member("POST", SIGN_IN, name), {}, {}, []
    for said, value in asked.values(unique("vV")).items():
        expected = in_plain(asked.take(value))
        # Ids that differ in blanks at the end alone are one to some stores: nobody else may have it.
        if name == "user_id" and isinstance(expected, str) and expected.rstrip(" ") in ids:
            expected = Refused(409, "user_id_taken")
        answer = send(auth, "POST", SIGN_IN, {"issuer": "usap", "subject": unique("subject"), name: value})
        wrong += fault(said, answer, expected, name) if name in ("user_id", "display_name") else done(said, answer, expected)
        if answer.status == 200:
            made[answer.json()["uid"]] = expected
            ids.setdefault(str(expected).rstrip(" "), said)
    none_of(wrong)
    if name != "issuer":
        assert {row["id"]: row[name] for row in rows_at(head, "/users/") if row["id"] in made} == made


def test_roles_by_groups_are_of_the_provider_that_is_named(head, auth, somebody, unique):
    """To the letter: another spelling is another provider, whose rows are its own."""
    path, asked, given, wrong = f"/users/{somebody['id']}/roles", member("POST", MAPPED, "source"), set(), []
    for said, value in asked.values(f"https://{unique('idp')}.example").items():
        body = {"uid": somebody["id"], "source": value, "roles": [{"role": "AUDITOR"}]}
        expected, answer = in_plain(asked.take(value)), send(auth, "POST", MAPPED, body)
        wrong += done(said, answer, expected)
        if answer.status == 200:
            wrong += [] if answer.json()["given"] == (value not in given) else [f"{said}: {answer}"]
            given.add(value)
    none_of(wrong)
    assert {row["source"] for row in rows_of(head, path)} == given
    for value in given:
        assert send(auth, "POST", MAPPED, {"uid": somebody["id"], "source": value, "roles": []}).json()["taken"] == 1
    assert rows_of(head, path) == []


@pytest.mark.parametrize("name", ["role", "scenario"])
def test_a_role_by_groups_is_named(name, head, auth, somebody, unique):
    """By its exact spelling; what names nothing gives nothing."""
    known = {"role": "SCENARIO_ADMIN", "scenario": a_scenario(head, unique)}
    asked, wrong = Member(members_of({"$ref": "#/components/schemas/MappedRoleRequest"})[name]), []
    for said, value in asked.values(known[name]).items():
        expected = in_plain(asked.take(value))
        answer = send(auth, "POST", MAPPED, {"uid": somebody["id"], "source": PROVIDER, "roles": [{**known, name: value}]})
        wrong += done(said, answer, expected)
        if answer.status == 200:
            gives = [row[{"role": "role_code", "scenario": "scenario_id"}[name]] for row in rows_of(head, f"/users/{somebody['id']}/roles")]
            # A scenario's blanks at the ends go, as wherever one is named.
            is_known = value is not None and (value if name == "role" else value.strip()) == known[name]
            wrong += [] if gives == ([known[name]] if is_known else []) else [f"{said}: {gives}"]
    none_of(wrong)


def test_a_person_is_told_anew(head, auth, unique):
    """The second sign-in brings what the provider says now."""
    subject, wrong = unique("subject"), []
    uid = send(auth, "POST", SIGN_IN, {"issuer": "usap", "subject": subject}).json()["uid"]
    for name in ("display_name", "email"):
        asked, shown = member("POST", SIGN_IN, name), None
        for said, value in asked.values(unique("vV")).items():
            expected = in_plain(asked.take(value))
            answer = send(auth, "POST", SIGN_IN, {"issuer": "usap", "subject": subject, name: value})
            if isinstance(expected, Refused):
                wrong += fault(said, answer, expected)
                continue
            shown = shown if expected is None else expected
            kept = next(row for row in rows_of(head, "/users/", {"username": subject}) if row["id"] == uid)[name]
            wrong += [] if kept == shown else [f"{name} {said}: kept {kept!r}"]
    none_of(wrong)


# ---- what auth-service tells of people

EVENT = {"action": "LOGIN_FAILED", "resource_type": "SESSION"}
EVENTS = members_of(DOCUMENT["components"]["schemas"]["AuditEventsRequest"]["properties"]["events"]["items"])
KEPT = 64  # characters of a name and of a request's id
DETAILS = {
    "order": {"b": 1, "a": 2, "aa": {"z": None, "y": True}}, "an empty object": {}, "an empty list": [],
    "a list": [3, 1, 2, "1"], "a text": "text ", "a number": 7,
    "numbers": [1, 1.0, 100.0, 0.1, 1e-7, 1e300, -0.5, 2**63 - 1, -(2**63), 2.5], "names alike": {"é": 1, "e\u0301": 2, "É": 3, "e": 4, "e ": 5},
    "a zero byte": {"a\0b": "a\0b"}, "4 bytes": {"😀": "𠀀"}, "signs": {"\\": "'\"`%_\n\t?"}, "as a number": "1e0", "a long text": "语" * 70_000, "null": None,
}  # fmt: skip


def as_kept(name: str, value):
    """How the log shows what an event says."""
    if name in ("username", "request_id") and value is not None:
        value = value[:KEPT]
    if name == "username":
        return value or ""
    if name == "uid":
        return value or "00000000-0000-0000-0000-000000000000"
    return value if value != "" else None


def allowed(name: str, expected):
    """auth-service tells of its own actions alone."""
    words = {"action": ("LOGIN", "LOGIN_FAILED", "LOGIN_LOCKED", "LOGOUT", "SESSION_ENDED", "TOKEN_REUSED"), "resource_type": ("SESSION",)}
    return expected if isinstance(expected, Refused) or expected in words.get(name, (expected,)) else Refused(422, "not_allowed")


@pytest.mark.parametrize("name", EVENTS)
def test_what_is_told_of_people_is_kept(name, head, auth, unique):
    trimmed = name in ("id", "uid")
    asked, kept, wrong = Member(EVENTS[name], "trimmed" if trimmed else ""), {}, []
    values = DETAILS if name == "details" else asked.values({"action": "LOGIN_FAILED", "resource_type": "SESSION"}.get(name, unique("vV")))
    for said, value in values.items():
        expected = value if name == "details" else allowed(name, in_plain(asked.take(value)))
        event = {"id": unique("event"), "at_ms": int(time.time() * 1000), **EVENT, name: value}
        answer = send(auth, "POST", "/internal/v1/audit", {"events": [event]})
        shown = expected if name == "id" else event["id"]
        wrong += fault(said, answer, expected if isinstance(expected, Refused) else int(shown not in kept), "stored")
        if answer.status == 200:
            kept.setdefault(shown, as_kept(name, expected))
    none_of(wrong)
    rows = {row["id"]: row for row in rows_at(head, "/audit-logs/", resource_type="SESSION") if row["id"] in kept}
    assert rows.keys() == kept.keys()
    shown = {"uid": "user_id", "ip": "ip_address", "at_ms": None}.get(name, name)
    wrong += [f"{kept[each]!r}: is {row[shown]!r}"[:400] for each, row in rows.items() if shown and json_of(row[shown]) != json_of(kept[each])]
    none_of(wrong)
    if name == "username":
        find_names(head, kept)
    if name == "uid":
        held = {uid: {each for each in kept if kept[each] == uid} for uid in kept.values()}
        assert {uid: found_by(head, kept, user_id=uid) for uid in held} == held


def json_of(value) -> str:
    return json.dumps(value)


def found_by(head, kept, **filters) -> set[str]:
    return {row["id"] for row in rows_at(head, "/audit-logs/", resource_type="SESSION", **filters)} & kept.keys()


def find_names(head, kept: dict[str, str]):
    """A part of a name finds the rows of those that hold it, whatever its case."""
    asked, wrong = operation("GET", f"{BASE}/audit-logs/")["parameters"], []
    schema = next(each["schema"] for each in asked if each["name"] == "username")
    for part in {name for name in kept.values() if name and Member(schema, parameter=True).fault(name) is None}:
        found, held = found_by(head, kept, username=part), {each for each, name in kept.items() if without_case(part) in without_case(name)}
        wrong += [] if found == held else [f"{part!r}: missed {[kept[each] for each in held - found]}, found {[kept[each] for each in found - held]}"]
    none_of(wrong)


def test_a_sign_in_keeps_what_the_browser_says_it_is(people, head, unique):
    """In the session, which another store holds than the log, and the first 64 bytes of it."""
    wrong, stem = [], unique("vV")
    for said, text in texts_around(stem, 250).items():
        sent = text.replace(LONE_SURROGATE, "").encode()
        if any(byte in b"\0\n\x1a" for byte in sent) or len(sent) > 255:
            continue  # no header holds them; and of longer ones the beginning is kept
        made = ticket(people.description["usap"], "carol", people.password_of("carol"))
        answer = people.anonymous().post("/sso/login", {"ticket": made}, headers={"User-Agent": sent})
        assert answer.status == 200, (said, answer)
        token = {"Authorization": f"Bearer {answer.json()['access_token']}"}
        session = next(row for row in people.anonymous().get("/sso/sessions", headers=token).json() if row["current"])
        shown = sent.decode().strip(" \t").encode()[:64].decode(errors="ignore") or None
        wrong += [] if session["user_agent"] == shown else [f"{said}: the session shows {session['user_agent']!r}"]
    none_of(wrong)


# ---- roles, grants and assignments


@pytest.fixture
def somebody(head, unique) -> dict:
    return send(head, "POST", "/users/", {"username": unique("somebody")}).json()


def test_a_role_is_named(head, somebody):
    asked, wrong = member("PUT", f"{BASE}/users/{{id}}/role", "role", "trimmed", "unknown_role"), []
    for said, value in asked.values("AUDITOR").items():
        expected = asked.take(value, ("AUDITOR",))
        wrong += fault(said, send(head, "PUT", f"/users/{somebody['id']}/role", {"role": value}), expected, "role")
    none_of(wrong)
    assert user_of(head, somebody["id"])["role"] == "AUDITOR"


@pytest.mark.parametrize("name", ["role_id", "scenario_id"])
def test_a_role_is_given(name, head, somebody, unique):
    path = f"/users/{somebody['id']}/roles"
    base = {"role_id": role_id(head, "SCENARIO_ADMIN"), "scenario_id": a_scenario(head, unique)}
    asked = member("POST", f"{BASE}/users/{{id}}/roles", name, unknown="unknown_role" if name == "role_id" else "unknown_scenario")
    given, wrong = False, []
    for said, value in asked.values(base[name]).items():
        expected = asked.take(value, (base[name],))
        if name == "role_id" and not isinstance(expected, Refused) and value != base[name]:
            expected = Refused(400, "unknown_role")  # an id is no name: as it is alone
        if name == "scenario_id" and expected is None:
            expected = Refused(400, "scenario_required")
        if not isinstance(expected, Refused) and given:
            expected = Refused(400, "duplicate")
        answer = send(head, "POST", path, {**base, name: value})
        wrong += fault(said, answer, expected, name)
        given = given or answer.status == 200
    none_of(wrong)
    assert [{each: row[each] for each in base} for row in rows_of(head, path)] == [base]


@pytest.mark.parametrize("name", ["provider", "subject"])
def test_an_identity_is_given(name, head, somebody, unique):
    """As it is, to the letter: what differs in one is another identity."""
    path, given, wrong = f"/users/{somebody['id']}/identities", set(), []
    asked = member("POST", f"{BASE}/users/{{id}}/identities", name)
    for said, value in asked.values(f"https://{unique('idp')}.example" if name == "provider" else unique("subject")).items():
        expected = in_plain(asked.take(value))  # older clients know nothing of it
        if isinstance(expected, str):
            is_none = name == "provider" and not re.fullmatch(r"https?://[^?#]+", value)
            expected = Refused(422, "pattern") if is_none else Refused(400, "duplicate") if value in given else value
        answer = send(head, "POST", path, {"provider": PROVIDER, "subject": "s", name: value})
        wrong += fault(said, answer, expected, name)
        given |= {value} if answer.status == 200 else set()
    none_of(wrong)
    assert {row[name] for row in rows_of(head, path)} == given


def test_a_scenario_is_given(head, somebody, unique):
    path, scenario, wrong = f"/users/{somebody['id']}/scenarios", a_scenario(head, unique), []
    base = {"scenario_id": scenario, "role": "ANNOTATOR"}
    for name, unknown in (("scenario_id", "unknown_scenario"), ("role", "")):
        asked, given = member("POST", f"{BASE}/users/{{id}}/scenarios", name, unknown=unknown), False
        for said, value in asked.values(scenario).items():
            expected = asked.take(value, (scenario,))
            if not isinstance(expected, Refused) and given:
                expected = Refused(400, "duplicate")
            answer = send(head, "POST", path, {**base, name: value})
            wrong += fault(f"{name} {said}", answer, expected, name)
            given = given or answer.status == 200
        assert [row["scenario_id"] for row in rows_of(head, path)] == [scenario]
        assert head.delete(f"{path}/{scenario}").status == 200
    none_of(wrong)


@pytest.mark.parametrize("name", body_of("PUT", f"{BASE}/users/{{id}}/scenarios/{{app_id}}/permissions"))
def test_what_an_assignment_allows(name, head, somebody, unique):
    scenario, wrong = a_scenario(head, unique), []
    path = f"/users/{somebody['id']}/scenarios"
    assert head.post(path, {"scenario_id": scenario, "role": "SCENARIO_ADMIN"}).status == 200
    asked = member("PUT", f"{BASE}/users/{{id}}/scenarios/{{app_id}}/permissions", name)
    for said, value in {**asked.values(""), "false": False, "true": True}.items():
        expected = asked.take(value)
        wrong += fault(said, send(head, "PUT", f"{path}/{scenario}/permissions", {name: value}), expected, name)
        if not isinstance(expected, Refused):
            wrong += [] if rows_of(head, path)[0]["permissions"][name] is expected else [f"{said}: {rows_of(head, path)}"]
    none_of(wrong)


def test_whether_a_user_is_active(head, somebody):
    path, wrong = f"/users/{somebody['id']}/status", []
    asked = member("PATCH", f"{BASE}/users/{{id}}/status", "is_active")
    for said, value in {**asked.values(""), "false": False, "true": True}.items():
        expected = asked.take(value)
        answer = send(head, "PATCH", path, {"is_active": value})
        wrong += done(said, answer, expected)
        if not isinstance(expected, Refused):
            wrong += [] if user_of(head, somebody["id"])["is_active"] is expected else [f"{said}: is not kept"]
    none_of(wrong)


# ---- ids in paths

BODIES = {
    "change_user_role": {"role": "AUDITOR"}, "change_user_status": {"is_active": True}, "change_user_password": {"password": PHRASE},
    "change_user_scenario_permissions": {"playground": True}, "reset_user_password": None, "create_account_key": {"name": "ci"}, "update_account_key": {"name": "cd"},
}  # fmt: skip
PLACES = [
    (method.upper(), path, place)
    for path, item in DOCUMENT["paths"].items() if path.startswith(OF_PEOPLE)
    for method, each in item.items()
    for place in [parameter["name"] for parameter in each.get("parameters", ()) if parameter["in"] == "path"]
]  # fmt: skip


@pytest.mark.parametrize("method, path, place", PLACES, ids=lambda value: value.removeprefix(BASE))
def test_an_id_of_people_is_found_by_its_exact_spelling_alone(method, path, place, head, auth, somebody, unique):
    scenario = a_scenario(head, unique)
    assignment = head.post(f"/users/{somebody['id']}/roles", {"role_id": role_id(head, "SCENARIO_ADMIN"), "scenario_id": scenario}).json()
    older = head.post(f"/users/{somebody['id']}/scenarios", {"scenario_id": scenario, "role": "ANNOTATOR"}).json()
    held = {"id": somebody["id"], "uid": somebody["id"], "assignment": assignment["id"], "key": older["id"], "app_id": scenario}
    if "{identity}" in path:  # two, for the last one stays; nobody else's, for they take a local account's password away
        given = [head.post(f"/users/{somebody['id']}/identities", {"provider": PROVIDER, "subject": unique("s")}).json() for _ in range(2)]
        held["identity"] = given[0]["id"]
    if "/api-keys" in path and "{id}" in path:
        account = head.post("/users/", {"kind": "SERVICE", "username": unique("robot")}).json()
        held = {"id": account["id"], "key": head.post(f"/users/{account['id']}/api-keys", {"name": "ci"}).json()["id"]}
    name = operation(method, path)["operationId"]
    another = {
        "create_user_role": {"role_id": role_id(head, "AUDITOR")},
        "create_user_scenario": {"scenario_id": a_scenario(head, unique), "role": "ANNOTATOR"},
        "create_user_identity": {"provider": PROVIDER, "subject": unique("s")},
    }
    api = auth if path.startswith("/internal/") else head

    def asked(values: dict):
        target = path.removeprefix(BASE)
        for each, value in values.items():
            target = target.replace(f"{{{each}}}", segment(value))
        return api.request(method, target, {**BODIES, **another}.get(name))

    wrong = []
    for alike in ids_like(held[place]):
        answer = asked({**held, place: alike})
        wrong += [] if answer.status in ((400, 404) if "\0" in alike else (404,)) else [f"{alike!r}: {answer}"]
    none_of(wrong)
    assert asked(held).status == 200


def test_every_body_of_people_is_asked_for():
    """Of the routes of users and of the internal ones that take a body."""
    known = {
        "create_user", "create_user_identity", "change_user_role", "change_user_status", "create_user_role", "create_user_scenario",
        "change_user_scenario_permissions", "change_user_password", "verify_password", "sign_in_user", "find_user",
        "map_user_roles", "store_audit_events", "create_account_key", "update_account_key",
        "report_api_key_uses",  # texts that are shown as they came, and compared with nothing
    }  # fmt: skip
    of_people = [each for path, item in DOCUMENT["paths"].items() if path.startswith(OF_PEOPLE) for each in item.values()]
    assert known == {each["operationId"] for each in of_people if "requestBody" in each}
