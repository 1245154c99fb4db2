"""The notes of an install say how to reach it, who signs in first, and what is still open."""
import functools
import shutil

import pytest
import rendering


DIGEST = "sha256:" + "0" * 64
SETTLED = (
    "config.TRUSTED_PROXIES=10.0.0.0/8,networkPolicy.identityProviders.cidrs={10.0.0.0/8},backup.enabled=true,ingress.enabled=false,config.DATABASE_TLS=required,config.LEGACY_GUARD_ROUTE=false,"
    f"podEncryption=Istio,redis.image.digest={DIGEST},backup.databaseImage.digest={DIGEST},helmTest.image.digest={DIGEST}"
)


@pytest.fixture(scope="module")
def notes(tmp_path_factory):
    """Helm shows notes only when it installs; here they are the text of an object of their own."""
    chart = tmp_path_factory.mktemp("chart") / "llm-guard-manager"
    shutil.copytree(rendering.CHART, chart)
    text = (chart / "templates/NOTES.txt").read_text()
    (chart / "templates/_shown.tpl").write_text('{{- define "shown" }}' + text + "{{ end -}}")
    (chart / "templates/shown.yaml").write_text('apiVersion: v1\nkind: Notes\nmetadata: {name: notes}\ntext: {{ include "shown" . | toJson }}\n')

    @functools.cache
    def of(case, *arguments):
        return rendering.parse(rendering.manifest([rendering.CASES[case]], *arguments, chart=chart)).named("Notes", "notes")["text"]

    return of


def test_how_to_reach_it(notes):
    text = notes("defaults")
    assert "https://llm-guard.company.com/web-manager/" in text and "https://llm-guard.company.com/dbmanage/api/v1" in text
    assert "port-forward svc/frontend-svc 8080:80" in text and "helm test llm-guard -n llmsafe" in text
    assert "pod-security.kubernetes.io/enforce=restricted" in text
    assert "web-manager" not in notes("minimal").split("Without a route")[0] and "helm test" not in notes("minimal")
    assert "port-forward svc/test-frontend-svc" in notes("second-release")


def test_the_first_login(notes):
    assert "Nobody is an administrator yet: set config.BOOTSTRAP_ADMINS" in notes("defaults")
    assert "alice,bob becomes administrator" in notes("everything")
    assert "The local account operator" in notes("minimal") and "{.data.ADMIN_PASSWORD}" in notes("minimal")
    assert "-n llmsafe get secret lgm-keys" in notes("existing-secrets", "--set", "config.LOCAL_LOGIN_ENABLED=true,config.ADMIN_USERNAME=x")


def test_redirect_uris_are_told_where_there_are_providers(notes):
    text = notes("identity-providers").split("Redirect URIs")[1].split("Namespace")[0]
    base = "https://llm-guard.company.com/dbmanage/api/v1/auth/callback"
    assert [line.split() for line in text.splitlines()[1:] if line] == [["USAP", base], ["corp", f"{base}/corp"], ["partner", f"{base}/partner"]]
    assert "Redirect URIs" not in notes("defaults")


def test_who_becomes_administrator_where_usap_names_nobody(notes):
    alone = "config.USAP_BASE_URL=,config.USAP_OAUTH_ENABLED=false"
    assert "config.BOOTSTRAP_ADMINS knows USAP ids alone" in notes("identity-providers", "--set", alone)
    local = f"{alone},config.LOCAL_LOGIN_ENABLED=true,config.ADMIN_USERNAME=x,secrets.values.ADMIN_PASSWORD=a-long-password"
    for text in (notes("identity-providers"), notes("identity-providers", "--set", local)):
        assert "USAP ids alone" not in text


@pytest.mark.parametrize(
    "case, words",
    [
        ("no-policies", "networkPolicy.enabled=false"),
        ("defaults", "networkPolicy.mysql.cidrs lets"),
        ("defaults", "networkPolicy.usap.cidrs lets"),
        ("everything", "networkPolicy.identityProviders.cidrs lets auth-service connect to any address on the identity providers' ports"),
        ("defaults", "networkPolicy.apiServer.cidrs lets the pod of helm test"),
        ("defaults", "podEncryption is empty"),
        ("defaults", "redis.image, helmTest.image: from others, and by a tag"),
        ("defaults", "config.DATABASE_TLS is off"),
        ("defaults", "backup.enabled=false"),
        ("defaults", "must stand in the Secret llmsafe-tls-secret"),
        ("everything", "config.USAP_BASE_URL is plain http"),
        ("everything", "config.LOCAL_LOGIN_ENABLED=true"),
        ("everything", "config.JWT_ALGORITHM=HS256"),
        ("external-redis", "The external Redis must have appendonly yes"),
    ],
)
def test_what_is_open_is_said_where_it_is(notes, case, words):
    assert words in notes(case)
    settled = notes("given-secrets", "--set", SETTLED)
    assert words not in settled.split("Still open")[-1]


def test_a_redis_outside_in_plain_text_is_open(notes):
    words = "config.REDIS_TLS is off: the external Redis is spoken to in plain text."
    assert words in notes("external-redis", "--set", "config.REDIS_TLS=off,certificates.redis.secret=")
    for case in ("external-redis", "defaults"):
        assert words not in notes(case)


def test_alerts_whose_pages_nobody_reaches_are_open(notes):
    words, alerts = "https://llm-guard.company.com/web-manager/runbooks, where the alerts' runbook_url points", "metrics.prometheusRule.enabled=true"
    hidden = f"{alerts},ingress.enabled=false"
    assert words in notes("defaults", "--set", hidden).split("Still open")[-1]
    for values in (alerts, "ingress.enabled=false", f"{hidden},metrics.prometheusRule.runbookBase=https://wiki/runbooks"):
        assert "runbook" not in notes("defaults", "--set", values)
    assert "runbook" not in notes("gateway", "--set", alerts)


@pytest.mark.parametrize(
    "case, arguments, words",
    [
        ("defaults", "config.TRUSTED_PROXIES=none", "config.TRUSTED_PROXIES is none: every client has the address"),
        ("gateway", "config.TRUSTED_PROXIES=none", "config.TRUSTED_PROXIES is none: every client has the address"),
        ("defaults", "config.TRUSTED_PROXIES=none", "config.MAX_CONNECTIONS_PER_ADDRESS is 0"),
        ("defaults", "ingress.tls.enabled=false", "HTTPS_REQUIRED is false"),
        ("gateway", "gateway.tls=false", "HTTPS_REQUIRED is false"),
        ("defaults", "backup.enabled=true", "redis.image, backup.databaseImage, helmTest.image: from others"),
        ("second-release", "config.GUARD_REQUIRE_API_KEY=keyed", "(config.LEGACY_GUARD_ROUTE, test-llmsafe-guardrail-svc) decides texts of apps that never had one without"),
        ("defaults", "config.GUARD_REQUIRE_API_KEY=keyed", "guard-service's log names them at each start, and lgm_guard_checks_without_key_total counts by app"),
        ("defaults", "config.GUARD_REQUIRE_API_KEY=false", "config.GUARD_REQUIRE_API_KEY is false: the guard's older path (config.LEGACY_GUARD_ROUTE, llmsafe-guardrail-svc) decides texts of every app without"),
        ("defaults", "guardService.config.GUARD_REQUIRE_API_KEY=false", "decides texts of every app without an API key"),
    ],
)
def test_what_a_value_leaves_open(notes, case, arguments, words):
    assert words in notes(case, "--set", arguments).split("Still open")[-1]


@pytest.mark.parametrize("values", ["config.TRUSTED_PROXIES=10.0.0.0/8", "config.TRUSTED_PROXIES=none,config.MAX_CONNECTIONS_PER_ADDRESS=10000"])
def test_a_proxy_is_not_short_of_connections_where_that_is_settled(notes, values):
    assert "MAX_CONNECTIONS_PER_ADDRESS" not in notes("defaults", "--set", values)


OPEN = "config.GUARD_REQUIRE_API_KEY=false"


@pytest.mark.parametrize("values", [f"{OPEN},config.LEGACY_GUARD_ROUTE=false", f"{OPEN},guardService.config.LEGACY_GUARD_ROUTE=false", f"{OPEN},guardService.config.GUARD_REQUIRE_API_KEY=true", "host=guard.company.com"])
def test_the_older_path_is_not_open_when_it_is_closed_or_asks_everybody(notes, values):
    assert "older path" not in notes("defaults", "--set", values)


def test_nothing_open_nothing_said(notes):
    assert "Still open" not in notes("given-secrets", "--set", SETTLED)
    assert notes("given-secrets", "--set", SETTLED + ",ingress.enabled=true").split("Still open")[-1].count("\n  - ") == 1  # the certificate


def test_no_secret_is_shown(notes):
    for case in rendering.CASES:
        text = notes(case)
        for word in ("password@", "secret-of-usap", "secret-of-corp", "a-long-first-password", "only-for-the-first-hour"):
            assert word not in text
