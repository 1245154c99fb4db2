"""The routing table: which service answers a public path. Said once, in the chart's files."""
import json
from dataclasses import dataclass

from .options import ROOT

TABLE = ROOT / "charts" / "llm-guard-manager" / "files" / "routes.json"


@dataclass(frozen=True)
class Route:
    path: str  # covers itself and everything below it
    service: str


@dataclass(frozen=True)
class RoutingTable:
    api_base: str  # the base that new clients use
    api: tuple[Route, ...]
    console: Route
    older_consoles: tuple[str, ...]
    max_body: str
    timeout_seconds: int

    def service_of(self, path: str) -> str | None:
        """The service that answers a path (without its query); the longest route wins."""
        routes = sorted((*self.api, self.console), key=lambda route: -len(route.path))
        for route in routes:
            stem = route.path.rstrip("/")
            if path == stem or path.startswith(stem + "/"):
                return route.service
        return None


def load(path=TABLE) -> RoutingTable:
    table = json.loads(path.read_text())
    api = tuple(
        Route(base + entry["path"].rstrip("/"), entry["service"]) for base in table["bases"] for entry in table["api"]
    )
    return RoutingTable(
        api_base=table["bases"][0],
        api=api,
        console=Route(table["console"]["path"], table["console"]["service"]),
        older_consoles=tuple(table["older_consoles"]),
        max_body=table["max_body"],
        timeout_seconds=table["timeout_seconds"],
    )
