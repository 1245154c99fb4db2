"""Fills a fresh stack through the public API with what is measured: 50 tags, 10,000 keywords."""
from concurrent.futures import ThreadPoolExecutor

from e2e.client.session import Session, sign_in_first

TAGS, KEYWORDS, CONNECTIONS = 50, 10_000, 8


def fill(stack: dict) -> str:
    """Returns an administrator's access token."""
    session = sign_in_first(stack)
    for number in range(TAGS):
        _post(session.api, "/tags/", {"tag_code": f"BENCH_{number:02}", "tag_name": f"Measured tag {number}"})
    admin = next(s for s in stack["services"] if s["name"] == "admin-service")
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        list(pool.map(lambda part: _keywords(session, admin["public"], part), range(CONNECTIONS)))
    return session.access_token


def _keywords(session: Session, port: int, part: int):
    api = session.at(port)
    for number in range(part, KEYWORDS, CONNECTIONS):
        word = {"keyword": f"测量词{number:05}", "tag_code": f"BENCH_{number % TAGS:02}", "risk_level": "Medium"}
        _post(api, "/keywords/global/", word)
    api.close()


def _post(api, path: str, value: dict):
    answer = api.post(path, value)
    assert answer.status == 200, answer
