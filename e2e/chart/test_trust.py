"""Whose word counts of where a client is and how it came, and who gets the account that changes the schema."""
import re

import pytest
import rendering
from rendering import environment

SERVICES = ("auth-service", "admin-service", "session-cache-service", "guard-service")


def config(objects):
    return objects.named("ConfigMap", "llmsafe-config")["data"]


def nginx(objects):
    return objects.named("ConfigMap", "llmsafe-frontend")["data"]["nginx.conf"]


def test_the_readmes_least_values_can_be_installed(tmp_path):
    [least] = re.findall(r"with at least\n+```yaml\n(.*?)```", (rendering.CHART / "README.md").read_text(), re.S)
    (tmp_path / "values.yaml").write_text(least)
    assert rendering.parse(rendering.manifest([tmp_path / "values.yaml"])).of("Ingress")
    (tmp_path / "values.yaml").write_text(re.sub(r"\n *TRUSTED_PROXIES.*", "", least))
    with pytest.raises(rendering.Refused, match="config.TRUSTED_PROXIES is empty"):
        rendering.manifest([tmp_path / "values.yaml"])


def test_trusted_proxies_reach_the_services_and_nginx(defaults):
    assert config(defaults)["TRUSTED_PROXIES"] == "10.244.0.0/16" and "set_real_ip_from 10.244.0.0/16;" in nginx(defaults)


def test_none_trusts_nobody():
    objects = rendering.render("defaults", "--set", "config.TRUSTED_PROXIES=none")
    assert "TRUSTED_PROXIES" not in config(objects) and "set_real_ip_from" not in nginx(objects) and "none" not in nginx(objects).split("geo ")[1].split("}")[0]


def test_without_a_route_from_outside_nothing_needs_to_be_said():
    assert "TRUSTED_PROXIES" not in config(rendering.render("minimal"))


@pytest.mark.parametrize(
    "case, arguments, wanted",
    [
        ("defaults", (), "true"),
        ("defaults", ("ingress.tls.enabled=false",), "false"),
        ("defaults", ("config.HTTPS_REQUIRED=false",), "false"),
        ("defaults", ("ingress.tls.enabled=false", "config.HTTPS_REQUIRED=true"), "true"),
        ("defaults", ("publicOrigin=http://localhost:8080",), "false"),
        ("gateway", (), "true"),
        ("gateway", ("gateway.tls=false",), "false"),
        ("minimal", (), "false"),
    ],
)
def test_https_is_required_where_the_route_ends_tls(case, arguments, wanted):
    objects = rendering.render(case, *[word for argument in arguments for word in ("--set", argument)])
    assert config(objects)["HTTPS_REQUIRED"] == wanted
    for service in ("auth-service", "admin-service", "guard-service"):
        assert environment(objects.named("Deployment", service)["spec"]["template"]["spec"]["containers"][0])["HTTPS_REQUIRED"]


@pytest.mark.parametrize("service", SERVICES)
@pytest.mark.parametrize("probe", ["startupProbe", "livenessProbe", "readinessProbe"])
def test_probes_ask_the_internal_listener(defaults, service, probe):
    [container] = defaults.named("Deployment", service)["spec"]["template"]["spec"]["containers"]
    ready = "/ready" if probe == "readinessProbe" else ""
    assert container[probe]["httpGet"] == {"path": "/health" + ready, "port": "internal"}


URL = "mysql://owner:secret@mysql-host:3306/llm_safe_db?charset=utf8mb4"
MIGRATING = ("--set", f"secrets.values.DATABASE_URL_MIGRATE={URL},migration.dryRun=true,backup.enabled=true")


def reads(objects):
    """(object, container) of all who could read the account that migrates."""
    found = set()
    for item, pod in objects.pods():
        volumes = {volume["name"] for volume in pod["volumes"] if "DATABASE_URL_MIGRATE" in str(volume)}
        for container in pod.get("initContainers", []) + pod["containers"]:
            if volumes & {mount["name"] for mount in container.get("volumeMounts", [])} or "DATABASE_URL_MIGRATE" in str(container.get("env")):
                found.add((item["metadata"]["name"].partition("-first")[0], container["name"]))
    return found


def test_only_who_changes_the_schema_gets_the_account_that_may():
    objects = rendering.render("defaults", *MIGRATING)
    assert reads(objects) == {("admin-service", "migrate"), ("migration-dry-run", "migrate"), ("backup", "options")}
    for name in ("llmsafe-secrets", "migration-dry-run"):
        assert {"DATABASE_URL", "DATABASE_URL_MIGRATE"} <= set(objects.named("Secret", name)["data"])
    [migrate] = objects.named("Deployment", "admin-service")["spec"]["template"]["spec"]["initContainers"]
    assert environment(migrate)["DATABASE_URL_MIGRATE_FILE"] == "/run/secrets/migrate/DATABASE_URL_MIGRATE"
    assert environment(migrate)["DATABASE_URL_FILE"] == "/run/secrets/llmsafe/DATABASE_URL"


def test_a_secret_of_somebody_else_may_have_it():
    objects = rendering.render("existing-secrets", "--set", "secrets.extraKeys={DATABASE_URL_MIGRATE}")
    assert reads(objects) == {("admin-service", "migrate")}


def test_without_it_nothing_changes(defaults):
    assert reads(defaults) == set() and reads(rendering.render("existing-secrets")) == set()
