"""What must hold once everything has been replaced."""
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from e2e.client.connection import Connection

from .cluster import Cluster
from .people import Line, Person, connection_of
from .traffic import Traffic

ASKED = {
    "auth-service": ("GET", "/sso/sessions", None),
    "admin-service": ("GET", "/users/me/permissions", None),
    "guard-service": ("POST", "/guard/check", {"direction": "INPUT", "text": "hello"}),
}
PAGE = 1000


def status_at(pod, person: Person, scenario: str) -> int:
    method, path, body = ASKED[pod.service]
    connection = connection_of(pod.public, person)
    try:
        return connection.request(method, path, body and {**body, "app_id": scenario}).status
    finally:
        connection.close()


def public_pods(cluster: Cluster) -> list:
    return [pod for pod in cluster.all_pods() if pod.public]


def still_signed_in(cluster: Cluster, people: list[Person], scenario: str) -> list[str]:
    """Who is not: with the access token at any replica, with the refresh token, with what it gives."""
    lost = []
    line = Line(cluster.port)
    for person in people:
        lost += [f"{person.name} at {pod.service} {pod.number}" for pod in public_pods(cluster) if status_at(pod, person, scenario) != 200]
        answer = line.ask(*person.refresh_request())
        if answer.status != 200:
            lost.append(f"{person.name} could not refresh: {answer.status} {answer.text[:200]}")
            continue
        person.take(answer)
        lost += [f"{person.name}, refreshed, at {pod.service} {pod.number}" for pod in public_pods(cluster) if status_at(pod, person, scenario) != 200]
    return lost


def come_back_to_life(cluster: Cluster, signed_out: list[Person], scenario: str) -> list[str]:
    """Sessions that were ended and are served somewhere."""

    def served(person: Person) -> list[str]:
        found = [f"{person.name} at {pod.service} {pod.number}" for pod in public_pods(cluster) if status_at(pod, person, scenario) != 401]
        line = Line(cluster.port)
        if line.ask(*person.refresh_request()).status != 401:
            found.append(f"{person.name} could refresh")
        return found

    with ThreadPoolExecutor(4) as pool:
        return [found for each in pool.map(served, signed_out) for found in each]


def all_rows(admin: Connection, path: str, **query) -> list[dict]:
    rows = []
    while True:
        answer = admin.get(path, query={**query, "limit": PAGE, "skip": len(rows)})
        assert answer.status == 200, answer
        rows += answer.json()
        if len(answer.json()) < PAGE:
            return rows


def lost_or_doubled(admin: Connection, traffic: Traffic) -> dict[str, list]:
    """Acknowledged writes that are not there, or not in the audit log exactly once."""
    kept = {row["id"]: row for row in all_rows(admin, f"/keywords/scenario/{traffic.scenario}")}
    audited = {
        action: Counter(row["resource_id"] for row in all_rows(admin, "/audit-logs/", resource_type="SCENARIO_KEYWORD", action=action))
        for action in ("CREATE", "UPDATE")
    }
    changed = [word for word in traffic.written if word.changes]
    return {
        "words that are not there": [word.keyword for word in traffic.written if word.id not in kept],
        "changes that are not there": [word.keyword for word in changed if kept.get(word.id, {}).get("risk_level") != "Low"],
        "words not audited once": [word.keyword for word in traffic.written if audited["CREATE"][word.id] != 1],
        "changes not audited once": [word.keyword for word in changed if audited["UPDATE"][word.id] != 1],
    }


def unaudited_sign_ins(admin: Connection, traffic: Traffic) -> list[str]:
    """Acknowledged sign-ins that are not in the audit log exactly once, by the ids of their requests."""
    audited = Counter(row["request_id"] for row in all_rows(admin, "/audit-logs/", action="LOGIN"))
    return [request_id for request_id in traffic.sign_ins if audited[request_id] != 1]


def undecided(cluster: Cluster, admin: Connection, person: Person, scenario: str, keyword: str, seconds: float) -> list[str]:
    """Forbids a word, and says which replicas of the guard do not block it within that time."""
    assert admin.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": keyword}).status == 200
    waiting, deadline = list(cluster.pods["guard-service"]), time.monotonic() + seconds
    while waiting and time.monotonic() < deadline:
        waiting = [pod for pod in waiting if not blocks(pod, person, scenario, keyword)]
    return [f"guard-service {pod.number}" for pod in waiting]


def blocks(pod, person: Person, scenario: str, keyword: str) -> bool:
    connection = connection_of(pod.public, person)
    answer = connection.post("/guard/check", {"app_id": scenario, "direction": "INPUT", "text": keyword})
    connection.close()
    assert answer.status == 200, answer
    return answer.json()["final_decision"]["strategy"] == "BLOCK"
