"""For each operation that needs something to be there: that something, made through the API, and a request that succeeds.
What a request changes or deletes is its own."""
import hashlib
import secrets
import time
from pathlib import Path

from contract import resources
from e2e.client.connection import Connection
from e2e.client.session import BASE, Session, ticket
from whole.asked_by_schemathesis import Example

PASSWORD = "a long pass-phrase, 7 words"
ALL_SWITCHES = dict.fromkeys(("use_customize_white", "use_customize_words", "use_customize_rule", "use_vip_black", "use_vip_white"), True)
RESOURCES = {
    "tag": resources.TAG, "global_keyword": resources.GLOBAL_KEYWORD, "scenario": resources.SCENARIO,
    "scenario_keyword": resources.SCENARIO_KEYWORD, "scenario_policy": resources.SCENARIO_POLICY, "global_default": resources.GLOBAL_DEFAULT,
}  # fmt: skip


def unique(prefix: str = "x") -> str:
    return f"{prefix}-{secrets.token_hex(5)}"


def made(api: Connection, path: str, body: dict) -> dict:
    answer = api.post(path, body)
    assert answer.status == 200, answer
    return answer.json()


class Policy:
    """A scenario in which texts are blocked, rewritten, let through and only watched."""

    def __init__(self, api: Connection):
        self.tag = resources.make_tag(api, unique)["tag_code"]
        self.app = resources.make_scenario(api, unique)["app_id"]
        self.open = resources.make_scenario(api, unique)["app_id"]  # never has an API key: the older path decides for anybody
        self.words = {name: unique(name) for name in ("blocked", "allowed", "rewritten", "watched", "tagged")}
        for name, word in self.words.items():
            row = {"scenario_id": self.app, "keyword": word, "category": 0 if name == "allowed" else 1}
            made(api, "/keywords/scenario/", row if name != "tagged" else {**row, "tag_code": self.tag})
        for name, strategy, mode in (("rewritten", "REWRITE", "ENFORCE"), ("watched", "REVIEW", "MONITOR")):
            rule = {"match_type": "KEYWORD", "match_value": self.words[name], "strategy": strategy, "mode": mode}
            made(api, "/policies/scenario/", {"scenario_id": self.app, **rule})
        made(api, "/keywords/global/", {"keyword": unique("word"), "tag_code": self.tag, "risk_level": "High"})
        made(api, "/policies/defaults/", {"tag_code": self.tag, "extra_condition": "unsafe", "strategy": "REVIEW"})
        made(api, "/playground/input", {"app_id": self.app, "input_prompt": "hello"})

    @property
    def texts(self) -> list[str]:
        return ["hello", *self.words.values(), " ".join(self.words.values())]

    @property
    def known(self) -> dict[str, list]:
        """What members and parameters of these names may be."""
        return {"app_id": [self.app], "scenario_id": [self.app], "tag_code": [self.tag], "match_value": [self.words["blocked"], self.tag]}


def account(api: Connection) -> dict:
    return made(api, "/users/", {"username": unique("account"), "password": PASSWORD})


def of_rows(api: Connection) -> dict[str, list[Example]]:
    examples = {}
    for name, resource in RESOURCES.items():
        examples[f"create_{name}"] = [Example(body=resource.make(api, unique))]
        examples[f"update_{name}"] = [Example((resource.create(api, unique)["id"],), body=resource.change)]
        examples[f"delete_{name}"] = [Example((resource.create(api, unique)["id"],))]
    return examples


def two_identities(api: Connection) -> tuple[str, str]:
    """A user with two, and one of them: the last one stays."""
    uid = account(api)["id"]
    ids = [made(api, f"/users/{uid}/identities", {"provider": "https://idp.example", "subject": unique("subject")})["id"] for _ in range(2)]
    return uid, ids[0]


def of_users(api: Connection, app: str) -> dict[str, list[Example]]:
    roles = {role["role_code"]: role["id"] for role in resources.rows_of(api, "/roles/")}
    role, scenario = {"role_id": roles["SCENARIO_ADMIN"], "scenario_id": app}, {"scenario_id": app, "role": "SCENARIO_ADMIN"}
    listed, taken = account(api)["id"], account(api)["id"]
    for uid in (listed, taken):
        assignment = made(api, f"/users/{uid}/roles", {"role_id": roles["AUDITOR"]})["id"]
        made(api, f"/users/{uid}/scenarios", scenario)
    return {
        "role_permissions": [Example((roles["AUDITOR"],))],
        "create_user": [Example(body=body) for body in ({"username": unique("account")}, {"username": unique("account"), "password": PASSWORD},
                                                        {"username": unique("robot"), "kind": "SERVICE"})],
        "get_user": [Example((account(api)["id"],))],
        "change_user_role": [Example((account(api)["id"],), body={"role": "AUDITOR"})],
        "change_user_status": [Example((account(api)["id"],), body={"is_active": False})],
        "delete_user": [Example((account(api)["id"],))],
        "list_user_roles": [Example((listed,))],
        "create_user_role": [Example((account(api)["id"],), body=role)],
        "delete_user_role": [Example((taken, assignment))],
        "list_user_identities": [Example((listed,))],
        "create_user_identity": [Example((account(api)["id"],), body={"provider": "https://idp.example", "subject": unique("subject")})],
        "delete_user_identity": [Example(two_identities(api))],
        "list_user_scenarios": [Example((listed,))],
        "create_user_scenario": [Example((account(api)["id"],), body=scenario)],
        "change_user_scenario_permissions": [Example((listed, app), body={"playground": True})],
        "delete_user_scenario": [Example((taken, app))],
        "change_user_password": [Example((account(api)["id"],), body={"password": PASSWORD + "!"})],
        "reset_user_password": [Example((account(api)["id"],))],
    }


def of_api_keys(api: Connection, app: str) -> dict[str, list[Example]]:
    path = f"/apps/{app}/api-keys"
    new = {"name": "bot", "scopes": ["check", "send_flags"], "quota": {"per_minute": 60}}
    changed, deleted = (made(api, path, {"name": "bot"})["id"] for _ in range(2))
    return {
        "list_api_keys": [Example((app,))],
        "create_api_key": [Example((app,), body=new)],
        "update_api_key": [Example((app, changed), body={"name": "other", "is_active": False})],
        "delete_api_key": [Example((app, deleted))],
    }


def of_service_accounts(api: Connection) -> dict[str, list[Example]]:
    def account_with_key() -> tuple[str, str]:
        uid = made(api, "/users/", {"username": unique("robot"), "kind": "SERVICE"})["id"]
        return uid, made(api, f"/users/{uid}/api-keys", {"name": "ci"})["id"]

    uid, changed = account_with_key()
    return {
        "list_account_keys": [Example((uid,))],
        "create_account_key": [Example((uid,), body={"name": "ci"})],
        "update_account_key": [Example((uid, changed), body={"name": "other", "is_active": False})],
        # Several: who asks at random may have deleted an account before.
        "delete_account_key": [Example(account_with_key(), headers={"If-Match": '"1"'} if first else {}) for first in (True, *[False] * 7)],
    }


def of_admin_service(api: Connection, policy: Policy) -> dict[str, list[Example]]:
    tries = [{"app_id": policy.app, "input_prompt": text, **ALL_SWITCHES} for text in policy.texts]
    return {
        **of_rows(api),
        **of_users(api, policy.app),
        **of_api_keys(api, policy.app),
        **of_service_accounts(api),
        **{name: [Example((policy.app,))] for name in ("get_scenario", "list_scenario_keywords", "list_scenario_policies")},
        "try_input": [Example(body=body) for body in tries],
        "try_output": [Example(body={"app_id": policy.app, "output_text": text, **ALL_SWITCHES}) for text in policy.texts],
        "try_full": [Example(body={**body, "output_text": "hello"}) for body in tries],
        "check_permission": [Example(body={"permission": "playground", "scenario_id": policy.app})],
        "check_permission_by_query": [Example(query={"permission": "playground", "scenario_id": policy.app})],
        "export_audit_logs": [Example(query={"format": name}) for name in ("csv", "jsonl")],
    }


def of_guard_service(policy: Policy) -> dict[str, list[Example]]:
    checks = [{"app_id": policy.app, "direction": direction, "text": text} for direction in ("INPUT", "OUTPUT") for text in policy.texts]
    checks += [{**checks[0], "labels": {"safety": safety, "tags": [policy.tag]}} for safety in ("safe", "unsafe")]
    older = [{"app_id": policy.open, "input_prompt": text, **ALL_SWITCHES} for text in policy.texts]
    return {
        "check": [Example(body=body) for body in checks],
        "check_batch": [Example(body={"items": checks})],
        "legacy_check": [Example(body=body) for body in older],
        "try": [Example(body={"at": "live", "request": {**body, **ALL_SWITCHES}}) for body in checks],
    }


def of_auth_service(stack, admin: Session) -> dict[str, list[Example]]:
    sids = {name: _sid(stack.sign_in(name)) for name in ("bob", "carol", "erin")}
    people = {row["user_id"]: row["id"] for row in resources.rows_of(admin.api, "/users/")}
    return {
        "ticket_sign_in": [Example(body={"ticket": ticket(stack.description["usap"], "bob", stack.password_of("bob"))})],
        "complete_sign_in": [another_sign_in(stack)],
        "refresh": [Example(body={"refresh_token": stack.sign_in("bob").refresh_token})],
        "password_sign_in": [Example(body={"username": account(admin.api)["username"], "password": PASSWORD})],
        "end_own_session": [Example((_sid(stack.administrator()),))],
        "list_user_sessions": [Example((people["bob"],))],
        "end_user_session": [Example((people["erin"], sids["erin"]))],
        "end_user_sessions": [Example((people["carol"],))],
        "user_names": [Example(body={"user_ids": ["bob", "nobody"]})],
        "reload_user_info": [Example(body={"user_id": "bob"})],
        "drop_user_info": [Example(query={"user_id": "bob"})],
        "verify_for_tool": [Example(query={"permission": "audit_logs"})],
    }


def _sid(session: Session) -> str:
    return next(row["sid"] for row in resources.rows_of(session.api, "/sso/sessions") if row["current"])


def another_sign_in(stack) -> Example:
    """Somebody arrives where somebody else is signed in, and confirms."""
    usap, console = stack.description["usap"], {"Origin": stack.url}
    first = stack.anonymous().post(
        "/sso/login", {"ticket": ticket(usap, "bob", stack.password_of("bob")), "token_delivery": "cookie"}, headers=console
    )
    assert first.status == 200, first
    console["Cookie"] = first.headers["Set-Cookie"].partition(";")[0]
    second = stack.anonymous().post(
        "/sso/login", {"ticket": ticket(usap, "carol", stack.password_of("carol")), "token_delivery": "cookie"}, headers=console
    )
    assert second.status == 409, second
    return Example(body={"handle": second.json()["handle"]}, headers=console)


def of_internal_admin_service(admin: Session) -> dict[str, list[Example]]:
    local = account(admin.api)
    event = {"id": unique("event"), "at_ms": int(time.time() * 1000), "action": "LOGIN", "resource_type": "SESSION"}
    return {
        "user_rights": [Example((local["id"],))],
        "verify_password": [Example(body={"username": local["username"], "password": password}) for password in (PASSWORD, "wrong")],
        "sign_in_user": [Example(body={"issuer": "usap", "subject": unique("person"), "user_id": unique("person")})],
        "find_user": [Example(body={"issuer": "usap", "subject": subject}) for subject in (local["id"], "nobody")],
        "map_user_roles": [Example(body={"uid": local["id"], "source": "https://idp.example", "roles": [{"role": "AUDITOR"}, {"role": "NO_SUCH"}]})],
        "store_audit_events": [Example(body={"events": [event]})],
        "policy_changes": [Example(query={"after": 0, "wait": 0})],
        "report_api_key_uses": [Example(body={"uses": [{"id": unique("key"), "minute": 0, "texts": 1, "last_ms": 1, "last_from": "x"}]})],
    }


def of_session_cache(cache: Connection, caller: str) -> dict[str, list[Example]]:
    """`cache`: with auth-service's token. `caller` asks; it may speak of itself alone."""
    uid, key, stream, now = unique("user"), unique("key"), unique("stream"), int(time.time() * 1000)
    sessions = [new_session(uid) for _ in range(6)]
    for session in sessions[1:]:
        made(cache, "/internal/v1/sessions", session)
    made(cache, "/internal/v1/one-time/put", {"key": key, "value": "x", "ttl_seconds": 600})
    made(cache, "/internal/v1/counters/add", {"key": key, "amount": 1, "window_seconds": 600})
    made(cache, "/internal/v1/user-info/put", {"entries": [{"user_id": uid, "value": {}}], "keep_seconds": 600})
    events = {"stream": stream, "events": [{"id": unique(), "data": {"n": 1}}], "keep": 10}
    made(cache, "/internal/v1/events/append", events)
    revocation = {"event_id": unique(), "kind": "user", "id": uid, "not_before_ms": now, "until_ms": now + 60_000}
    place = made(cache, "/internal/v1/revocations", revocation)
    rotation = {"successor_hash": a_hash(), "idle_seconds": 600, "access_seconds": 600}
    return {
        "begin_session": [Example(body=sessions[0])],
        "list_sessions": [Example(query={"uid": uid})],
        "find_session": [Example(body={"refresh_hash": sessions[1]["refresh_hash"]})],
        "rotate_session": [Example(body={"refresh_hash": given, **rotation}) for given in (sessions[2]["refresh_hash"], a_hash())],
        "reuse_forgotten": [Example(body={"sid": given}) for given in (sessions[4]["sid"], unique("sid"))],
        "keep_sealed": [Example(body={"sid": sessions[5]["sid"], "sealed": "x"})],
        "end_sessions": [Example(body={"event_id": unique(), "sid": sessions[3]["sid"], "until_ms": now + 60_000})],
        "revoke": [Example(body={**revocation, "event_id": unique()})],
        "follow_revocations": [Example(query={"epoch": place["epoch"], "after": place["seq"] - 1, "wait": 0})],
        "get_user_info": [Example(body={"user_ids": [uid]})],
        "take_one_time": [Example(body={"key": key})],
        "get_counters": [Example(body={"keys": [key]})],
        "append_events": [Example(body={**events, "events": [{"id": unique(), "data": {"n": 2}}]})],
        "read_events": [Example(body={"stream": stream, "limit": 10})],
        "report_presence": [Example(body={"service": f"{caller}-service", "pod": unique(), "version": "1", "ready": True})],
    }


def new_session(uid: str) -> dict:
    return {
        "sid": unique("sid"), "uid": uid, "subject": uid, "client_id": "api", "refresh_hash": a_hash(), "idle_seconds": 600, "absolute_seconds": 600,
        "max_sessions": 20,
    }  # fmt: skip


def a_hash() -> str:
    return hashlib.sha256(secrets.token_bytes(32)).hexdigest()


def internal_connection(stack, service: str, caller: str) -> Connection:
    return Connection(f"http://127.0.0.1:{stack.services(service)[0]['internal']}", "", {"Authorization": f"Bearer {internal_token(stack, service, caller)}"})


def internal_token(stack, service: str, caller: str) -> str:
    name = f"token_{caller}_to_{service.removesuffix('-service').replace('-', '_')}"
    changed = stack.description.get("tokens", {})  # since the stack began
    return Path(changed.get(name, stack.state / "secrets" / name)).read_text()
