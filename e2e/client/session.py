"""Signing in as the enterprise's people do: password at the portal, ticket, tokens."""
from dataclasses import dataclass

from .connection import Connection

BASE = "/dbmanage/api/v1"
TARGET_SYSTEM = "llm-guard-manager"
# Every ticket, token and password that was used: none of them may be found in a log afterwards.
used_secrets: set[str] = set()


def ticket(usap: str, username: str, password: str, target: str = TARGET_SYSTEM) -> str:
    """What the portal hands to the console in its link."""
    portal = Connection(usap)
    try:
        login = portal.post("/api/auth/login", {"username": username, "password": password})
        assert login.status == 200, login
        issued = portal.post("/api/auth/ticket", {"session_id": login.json()["session_id"], "target_system": target})
        assert issued.status == 200, issued
        used_secrets.update((password, login.json()["session_id"], issued.json()["ticket"]))
        return issued.json()["ticket"]
    finally:
        portal.close()


@dataclass
class Session:
    """Someone's tokens, and a connection that carries the access token."""

    api: Connection
    access_token: str
    refresh_token: str
    user_id: str
    role: str

    def at(self, port: int) -> Connection:
        """The same person at one replica's own port."""
        return Connection(f"http://127.0.0.1:{port}", BASE, dict(self.api.headers))


def sign_in(url: str, usap: str, username: str, password: str, headers: dict[str, str] | None = None) -> Session:
    """`headers` go with every request of the session."""
    api = Connection(url, BASE, headers)
    answer = api.post("/sso/login", {"ticket": ticket(usap, username, password)})
    assert answer.status == 200, answer
    tokens = answer.json()
    used_secrets.update((tokens["access_token"], tokens["refresh_token"]))
    api.headers["Authorization"] = f"Bearer {tokens['access_token']}"
    return Session(api, tokens["access_token"], tokens["refresh_token"], tokens["user_id"], tokens["role"])


def sign_in_first(stack: dict) -> Session:
    """The administrator that stack.json names."""
    login = stack["first_login"]
    return sign_in(stack["url"], stack["usap"], login["username"], login["password"])
