"""The routing table: which service answers a public path. Said once, in the chart's files."""
import json
from dataclasses import dataclass

from .options import ROOT

TABLE = ROOT / "charts" / "llm-guard-manager" / "files" / "routes.json"


@dataclass(frozen=True)
class Kind:
    """What holds for the routes of one kind."""

    timeout_seconds: int
    max_body: str  # as nginx says it: 1m
    compressed: bool  # not where an answer holds secrets beside what its asker chose


@dataclass(frozen=True)
class Route:
    path: str  # covers itself and everything below it
    service: str
    kind: Kind


@dataclass(frozen=True)
class RoutingTable:
    api_base: str  # the base that new clients use
    api: tuple[Route, ...]
    console: Route
    older_consoles: tuple[str, ...]

    def service_of(self, path: str) -> str | None:
        """The service that answers a path (without its query)."""
        route = self.route_of(path)
        return route and route.service

    def route_of(self, path: str) -> Route | None:
        """The longest route wins."""
        routes = sorted((*self.api, self.console), key=lambda route: -len(route.path))
        for route in routes:
            stem = route.path.rstrip("/")
            if path == stem or path.startswith(stem + "/"):
                return route
        return None


def load(path=TABLE) -> RoutingTable:
    table = json.loads(path.read_text())
    kinds = {name: Kind(kind["timeout_seconds"], kind["max_body"], kind["compressed"]) for name, kind in table["kinds"].items()}
    api = tuple(
        Route(base + entry["path"].rstrip("/"), entry["service"], kinds[entry["kind"]])
        for base in table["bases"]
        for entry in table["api"]
    )
    console = table["console"]
    return RoutingTable(
        api_base=table["bases"][0],
        api=api,
        console=Route(console["path"], console["service"], kinds[console["kind"]]),
        older_consoles=tuple(table["older_consoles"]),
    )
