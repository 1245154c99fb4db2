"""PromQL of the panels. A scope is the matchers of a selector: every one has the namespace and the jobs of this release."""

SUITE = 'namespace="$namespace", job=~"@PREFIX@(auth|admin|session-cache|guard)-service"'
KEPT = "1h"  # how long a replica that is gone is shown as not scraped
RARE = "10m"  # the window in which rare events are counted


def job(name) -> str:
    """Every replica."""
    return f'namespace="$namespace", job="@PREFIX@{name}"'


def chosen(name) -> str:
    """The replicas that the page's variable names."""
    return f'{job(name)}, pod=~"$pod"'


def of(metric, scope, *matchers) -> str:
    return f"{metric}{{{', '.join((scope, *matchers))}}}"


def rate(metric, scope, *matchers) -> str:
    return f"rate({of(metric, scope, *matchers)}[$__rate_interval])"


def summed(inner, by="") -> str:
    return f"sum by ({by}) ({inner})" if by else f"sum({inner})"


def events(metric, scope, by="", *matchers) -> str:
    """How many there were in the last minutes; `increase` extrapolates."""
    return f"round({summed(f'increase({of(metric, scope, *matchers)}[{RARE}])', by)})"


def share(part, whole, by="") -> str:
    """0 where there is nothing to have a share of; nothing where nothing is scraped."""
    return f"{summed(part, by)} / clamp_min({summed(whole, by)}, 1e-9)"


def quantile(q, metric, scope, by="", *matchers) -> str:
    """Without what had no requests, whose quantile is no number."""
    return f"histogram_quantile({q}, {summed(rate(f'{metric}_bucket', scope, *matchers), f'{by}, le' if by else 'le')}) >= 0"


def failed_share(scope, by="") -> str:
    """Of real traffic; what the limiter refuses is on neither side."""
    return share(rate("lgm_traffic_requests_total", scope, 'outcome="failed"'), rate("lgm_traffic_requests_total", scope, 'outcome!="limited"'), by)


def wanted(name) -> str:
    """Replicas that Kubernetes shall run; without kube-state-metrics those that Prometheus knows."""
    return f'max(kube_deployment_spec_replicas{{namespace="$namespace", deployment="@PREFIX@{name}"}}) or count({of("up", job(name))}) or vector(1)'


def up_share(name, always_scraped=True) -> str:
    """What is always scraped and is not there is down."""
    up = summed(of("up", job(name)))
    return f"{f'({up} or vector(0))' if always_scraped else up} / clamp_min({wanted(name)}, 1)"


def memory_share(name, scope) -> str:
    limit = f'kube_pod_container_resource_limits{{namespace="$namespace", container="{name}", resource="memory"}}'
    return f"{of('process_resident_memory_bytes', scope)} / on (namespace, pod) group_left () max by (namespace, pod) ({limit})"


def last(metric, scope) -> str:
    """Of a replica that is not scraped: what it last said."""
    return f"last_over_time({of(metric, scope)}[{KEPT}])"


def scraped(scope, witness) -> str:
    """1, or 0 for a replica that hangs, is dead or is gone."""
    return f"max by (job, pod) ({of('up', scope)}) or 0 * max by (job, pod) ({last(witness, scope)})"
