"""The NetworkPolicies allow the calls of docs/architecture.md, and nothing else: worked out from the policies as Kubernetes does."""
import pytest
import rendering

PODS = ("llmsafe-frontend", "auth-service", "admin-service", "session-cache-service", "guard-service", "redis")
CALLS = {
    ("llmsafe-frontend", "auth-service", 9001), ("llmsafe-frontend", "admin-service", 9002), ("llmsafe-frontend", "guard-service", 9004),
    ("auth-service", "admin-service", 9102), ("auth-service", "session-cache-service", 9103),
    ("admin-service", "session-cache-service", 9103), ("admin-service", "guard-service", 9104), ("admin-service", "auth-service", 9001),
    ("guard-service", "admin-service", 9102), ("guard-service", "session-cache-service", 9103), ("guard-service", "auth-service", 9001),
    ("session-cache-service", "redis", 6379),
}  # fmt: skip
PORTS = {8080, 6379} | {9000 + n for n in (1, 2, 4)} | {9100 + n for n in (1, 2, 3, 4, 5)}


class Network:
    def __init__(self, objects):
        self.policies = objects.of("NetworkPolicy")
        self.labels = {item["metadata"]["name"]: item["spec"]["template"]["metadata"]["labels"] for item in objects.of("Deployment") + objects.of("StatefulSet")}

    def of(self, labels, direction):
        """The policies that hold for a pod; without one everything would be allowed."""
        found = [p for p in self.policies if direction in p["spec"]["policyTypes"] and matches(p["spec"]["podSelector"], labels)]
        assert found, f"nothing restricts {labels['app']}"
        return found

    def allows(self, direction, labels, peer, port) -> bool:
        side, member = ("ingress", "from") if direction == "Ingress" else ("egress", "to")
        return any(
            any(port == p["port"] for p in rule["ports"] if p["protocol"] == "TCP") and any(fits(entry, peer) for entry in rule[member])
            for policy in self.of(labels, direction)
            for rule in policy["spec"].get(side, [])
        )

    def call(self, source, target, port) -> bool:
        return self.allows("Egress", self.labels[source], self.labels[target], port) and self.allows("Ingress", self.labels[target], self.labels[source], port)


def matches(selector, labels):
    assert not selector.get("matchExpressions")
    return selector.get("matchLabels", {}).items() <= labels.items()


def fits(entry, peer):
    """peer: labels of a pod of the release's namespace, or {"namespace": labels, "pod": labels} of another."""
    if "namespace" in peer:
        return "namespaceSelector" in entry and matches(entry["namespaceSelector"], peer["namespace"]) and matches(entry.get("podSelector", {}), peer["pod"])
    return "podSelector" in entry and "namespaceSelector" not in entry and matches(entry["podSelector"], peer)


def elsewhere(namespace, **pod):
    return {"namespace": {"kubernetes.io/metadata.name": namespace}, "pod": pod}


def test_the_calls_of_the_suite_and_no_others(defaults):
    network = Network(defaults)
    seen = {(a, b, port) for a in PODS for b in PODS if a != b for port in PORTS if network.call(a, b, port)}
    assert seen == CALLS


def test_only_the_ingress_controller_comes_from_outside(defaults):
    network = Network(defaults)
    for name in PODS:
        for port in PORTS:
            for namespace, wanted in (("ingress-nginx", {8080, 9001, 9002, 9004}), ("monitoring", {9101, 9102, 9103, 9104, 9105}), ("default", set())):
                opened = network.allows("Ingress", network.labels[name], elsewhere(namespace), port)
                own = {c["containerPort"] for item, pod in defaults.pods() if item["metadata"]["name"] == name for c in pod["containers"][0]["ports"]}
                assert opened == (port in wanted and port in own), (name, port, namespace)


def test_callers_of_the_guard_reach_the_guard_alone():
    network = Network(rendering.render("everything"))
    for namespace, opened in (("chat", True), ("gateway", True), ("other", False)):
        assert network.allows("Ingress", network.labels["guard-service"], elsewhere(namespace), 9004) is opened
        assert not network.allows("Ingress", network.labels["guard-service"], elsewhere(namespace), 9104)
        assert not network.allows("Ingress", network.labels["admin-service"], elsewhere(namespace), 9002)


def test_the_nginx_of_other_tools_reaches_auth_service_alone(defaults):
    network = Network(rendering.render("everything"))
    for namespace, opened in (("grafana", {9001}), ("tools", {9001}), ("other", set())):
        for name in PODS:
            reached = {port for port in PORTS if network.allows("Ingress", network.labels[name], elsewhere(namespace), port)}
            assert reached == (opened if name == "auth-service" else set()), (name, namespace)
    assert not Network(defaults).allows("Ingress", network.labels["auth-service"], elsewhere("grafana"), 9001)


def outside(objects, name):
    policy = objects.named("NetworkPolicy", name)
    return {(entry["ipBlock"]["cidr"], port["port"]) for rule in policy["spec"].get("egress", []) for entry in rule["to"] if "ipBlock" in entry for port in rule["ports"]}


def test_ways_out_of_the_cluster():
    given = rendering.render("given-secrets")
    assert outside(given, "admin-service") == {("10.1.2.0/24", 3307)} and outside(given, "auth-service") == {("10.9.0.7/32", 443)}
    assert outside(rendering.render("everything"), "auth-service") == {(block, port) for block in ("0.0.0.0/0", "::/0") for port in (8080, 443)}  # USAP's own port, and the provider's
    assert outside(rendering.render("identity-providers"), "auth-service") == (
        {("10.9.0.0/24", port) for port in (443, 9443)} | {(cidr, port) for cidr in ("10.8.0.0/24", "192.0.2.7/32") for port in (443, 8443)}
    )
    assert outside(rendering.render("external-redis"), "session-cache-service") == {("10.20.0.0/16", 6380)}
    assert outside(rendering.render("sentinel"), "session-cache-service") == {("10.20.0.0/16", port) for port in (6379, 26379, 26380)}
    for name in ("llmsafe-frontend", "guard-service", "redis"):
        assert outside(given, name) == set()
    assert outside(given, "session-cache-service") == set()


@pytest.mark.parametrize(
    "settings, ports",
    [
        ("USAP_OAUTH_TOKEN_URL=https://a:9443/t", {443}),  # switched off
        ("USAP_OAUTH_ENABLED=true", {443}),
        ("USAP_OAUTH_ENABLED=true,USAP_OAUTH_TOKEN_URL=https://a:9443/t", {443, 9443}),
        ("USAP_OAUTH_ENABLED=true,USAP_OAUTH_USERINFO_URL=https://a:9444/t?x=:1", {443, 9444}),
        ("USAP_OAUTH_ENABLED=true,USAP_OAUTH_AUTHORIZE_URL=https://a:9445/t", {443}),  # browsers go there
        ("USAP_OAUTH_ENABLED=true,USAP_OAUTH_TOKEN_URL=https://a:9443/t,USAP_OIDC_ISSUER=https://a:9446", {443, 9446}),
    ],
)
def test_oauth_at_usap_goes_where_it_is(settings, ports):
    """Of the services alone, and of one as well."""
    for of in ("config", "authService.config"):
        objects = rendering.render("given-secrets", "--set", ",".join(f"{of}.{setting}" for setting in settings.split(",")))
        assert outside(objects, "auth-service") == {("10.9.0.7/32", port) for port in ports}


def test_identity_providers_are_reached_only_where_there_are_any(defaults):
    opened = rendering.render("identity-providers", "--set-json", "identityProviders=[]")
    assert outside(opened, "auth-service") == {("10.9.0.0/24", port) for port in (443, 9443)}
    assert outside(defaults, "auth-service") == {("0.0.0.0/0", 443), ("::/0", 443)}


def test_services_alone_reach_the_collector(defaults):
    services = [name for name in PODS if name.endswith("-service")]
    network = Network(rendering.render("monitoring"))
    for name in PODS:
        reached = {port for port in (80, 443, 4317, 4318) if network.allows("Egress", network.labels[name], elsewhere("observability"), port)}
        assert reached == ({4318} if name in services else set()), name
        assert not network.allows("Egress", network.labels[name], elsewhere("default"), 4318)
        assert not Network(defaults).allows("Egress", network.labels[name], elsewhere("observability"), 4318)
    away = rendering.render("second-release")
    for name in services:
        assert ("10.30.0.0/16", 443) in outside(away, "test-" + name)


def test_nobody_asks_for_dns_in_vain(defaults):
    network = Network(defaults)
    for name in PODS:
        ports = [(p["protocol"], p["port"]) for policy in network.of(network.labels[name], "Egress") for rule in policy["spec"].get("egress", []) for p in rule["ports"]]
        assert ("UDP", 53) in ports and ("TCP", 53) in ports
