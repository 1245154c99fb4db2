"""Grafana dashboards: the suite's page, one a service and the edge's, from one description. The parts: `queries` (what is asked), `panels` (what shows
it), `page` (where it stands, variables, links, annotations), and the pages themselves. What a release fills: @NAMESPACE@, @PREFIX@, @RELEASE@, @UID@,
@TITLE@, and @RUNBOOK/<alert>@, the address of its page."""
from . import edge, own, service, suite
from .page import SERVICES, page


def make() -> dict:
    boards = {"suite": page("suite", "the suite", suite.items(), "1h")}
    for name in SERVICES:
        boards[name] = page(name, name, service.items(name, own.ITEMS[name]), "3h", pods_of=name)
    boards["edge"] = page("edge", "the edge", edge.items(), "3h", pods_of="llmsafe-frontend")
    return boards
