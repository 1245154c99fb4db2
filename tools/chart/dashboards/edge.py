"""The edge's page: what the console's nginx answers, itself or for a service."""
from . import queries as q
from .panels import FAILED, LATENCY, REPLICAS, Query, lines, row, stat

NAME = "llmsafe-frontend"
SCOPE = q.chosen(NAME)
REQUESTS, TIME = "lgm_edge_requests_total", "lgm_edge_request_duration_seconds"
OWN, OTHERS, FAILURES = 'answered_by="edge"', 'answered_by="service"', 'status=~"5.."'


def items() -> list:
    uncounted = " Not scraped: metrics.edge.enabled is off."
    requests = q.rate(REQUESTS, SCOPE)
    return [
        stat("Replicas", "Share of the replicas that answer their scrape, and how many are wanted." + uncounted, [Query(q.up_share(NAME, always_scraped=False), "up of", "percentunit", REPLICAS), Query(q.wanted(NAME), "wanted")], 5, 4, alerts=("LgmReplicaDown",)),
        stat("Traffic", "Answers a second, the console's files among them; what the kubelet and Prometheus ask is left out." + uncounted, Query(q.summed(requests), "answers", "reqps"), 4, 4),
        stat("Errors of nginx", "Share of all answers that are nginx's own 5xx: no replica of a service could be reached, or none answered in time.", Query(q.share(q.rate(REQUESTS, SCOPE, OWN, FAILURES), requests), "failed", "percentunit", FAILED), 5, 4, alerts=("LgmEdgeErrors",)),
        stat("Errors of services", "Share of all answers that are a service's own 5xx: its page says more.", Query(q.share(q.rate(REQUESTS, SCOPE, OTHERS, FAILURES), requests), "failed", "percentunit", FAILED), 5, 4, alerts=("LgmErrors",)),
        stat("Latency", "Half, and 99 of 100, were answered no later, from the request's first byte to the answer's last.", [Query(q.quantile(x, TIME, SCOPE), f"p{int(100 * x)}", "s", LATENCY) for x in (0.5, 0.99)], 5, 4, alerts=("LgmSlow",), empty="no requests"),
        lines("Traffic by upstream", "Answers a second; `none` are the console's files.", Query(q.summed(requests, "upstream"), "{{upstream}}"), unit="reqps", stacked=True),
        lines("Errors by upstream, and who answered", "5xx a second; `edge`: nginx could not reach the upstream; `service`: it answered so itself.",
              Query(q.summed(q.rate(REQUESTS, SCOPE, FAILURES), "upstream, answered_by"), "{{upstream}} {{answered_by}}"), unit="reqps", alerts=("LgmEdgeErrors",)),
        lines("Latency by upstream", "p99. More than the service's own p99: the network, or clients that read slowly.", Query(q.quantile(0.99, TIME, SCOPE, "upstream"), "{{upstream}}"), unit="s", steps=LATENCY, empty="no requests"),
        row("Answers and connections",
            lines("Answers by status", "A second, the ten most. 499: the client left; 413, 431: too large; 429: a limiter's.", Query(f"topk(10, {q.summed(requests, 'status')})", "{{status}}"), unit="reqps"),
            lines("Failed, by pod", "Share of 5xx; one pod alone: that pod, or the node's network.", Query(q.share(q.rate(REQUESTS, SCOPE, FAILURES), requests, "pod"), "{{pod}}"), unit="percentunit", steps=FAILED, alerts=("LgmEdgeErrors",)),
            lines("Connections", "Of clients, by state.", Query(q.summed(q.of("lgm_edge_connections", SCOPE), "state"), "{{state}}"))),
    ]  # fmt: skip
