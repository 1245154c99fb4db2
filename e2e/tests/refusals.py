"""Every refusal that a run meets is looked up in the OpenAPI documents: a code that a route's document does not list breaks a
promise (docs/versioning.md)."""
import re

from e2e.client.connection import Connection, refused
from e2e.stack import nginx_answers

SERVICES = ("auth-service", "admin-service", "guard-service", "session-cache-service")
OF_NO_ROUTE = {(404, "no_such_route"), (404, "not_in_this_version"), (405, "method_not_allowed"), (403, "https_required")}
OF_THE_EDGE = {(status, problem.code) for status, problem in nginx_answers.PROBLEMS.items()}


def codes_of(description: str) -> set[str]:
    """Those that the description of a status lists: each stands between back ticks."""
    return set(re.findall(r"`([a-z][a-z0-9_]+)`", description))


def listed_in(operation: dict) -> set[tuple[int, str]]:
    return {(int(status), code) for status, answer in operation["responses"].items() for code in codes_of(answer["description"])}


class Documents:
    def __init__(self, documents: list[dict]):
        self._operations = [
            (re.compile(re.sub(r"\\{\w+\\}", "[^/]+", re.escape(path)) + "/?"), method.upper(), listed_in(operation))
            for document in documents
            for path, item in document["paths"].items()
            for method, operation in item.items()
        ]

    @classmethod
    def of(cls, stack) -> "Documents":
        ports = (stack.services(service)[0]["internal"] for service in SERVICES)
        return cls([Connection(f"http://127.0.0.1:{port}").get("/openapi.json").json() for port in ports])

    def listed(self, method: str, path: str) -> set[tuple[int, str]]:
        """Of every route that the path may be; without one, whatever a route could not be found for."""
        path = path.removeprefix("/dbmanage")
        method = "GET" if method == "HEAD" else method
        found = [codes for pattern, known, codes in self._operations if known == method and pattern.fullmatch(path)]
        return set().union(OF_NO_ROUTE, OF_THE_EDGE, *found)

    def unlisted(self) -> list[str]:
        """Of the refusals that were met until now."""
        return sorted(
            f"{method} {path}: {status} {code}" for method, path, status, code in refused if (status, code) not in self.listed(method, path)
        )
