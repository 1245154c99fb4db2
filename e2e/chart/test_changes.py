"""What rolls the pods, and what does not; variables as the services read them."""
import base64
import json
import os
import re
import subprocess

import pytest
import rendering
from rendering import CASES, environment


def annotations(objects):
    return {item["metadata"]["name"]: item["spec"]["template"]["metadata"].get("annotations") for item in objects.of("Deployment") + objects.of("StatefulSet")}


def changed(before, after):
    one, other = annotations(before), annotations(after)
    return {name for name in one if one[name] != other[name]}


def with_values(case, *settings):
    return rendering.parse(rendering.manifest([rendering.CASES[case]], *(word for setting in settings for word in ("--set", setting))))


def test_a_variable_rolls_those_who_read_it():
    before = rendering.render("given-secrets")
    assert changed(before, with_values("given-secrets", "config.USER_INFO_CACHE_TTL=60")) == {"auth-service"}
    assert changed(before, with_values("given-secrets", "config.ACCESS_TOKEN_EXPIRE_HOURS=4")) == {"auth-service", "admin-service"}
    assert changed(before, with_values("given-secrets", "config.REDIS_DB=2")) == {"session-cache-service"}
    services = {"auth-service", "admin-service", "guard-service", "session-cache-service"}
    assert changed(before, with_values("given-secrets", "config.TRUSTED_PROXIES=10.0.0.1")) == services | {"llmsafe-frontend"}
    assert changed(before, with_values("given-secrets", "redis.maxMemory=1gb")) == {"redis"}


def test_a_secret_rolls_the_services():
    before = rendering.render("given-secrets")
    services = {"auth-service", "admin-service", "guard-service", "session-cache-service"}
    assert changed(before, with_values("given-secrets", "secrets.values.SECRET_KEY=fedcba9876543210fedcba9876543210")) == services
    assert changed(before, with_values("given-secrets", "secrets.values.REDIS_PASSWORD=another-password")) == services | {"redis"}
    assert changed(rendering.render("existing-secrets"), with_values("existing-secrets", "secrets.revision=2")) == services | {"redis"}


def test_keys_made_at_random_roll_nothing():
    """Each rendering makes others; at an upgrade the cluster's are kept, and the pods are not rolled for nothing."""
    first, second = rendering.render("defaults"), with_values("defaults", "commonLabels.x=y")
    assert first.named("Secret", "llmsafe-secrets")["data"] != second.named("Secret", "llmsafe-secrets")["data"]
    assert changed(first, second) == set()


def test_a_keys_copy_for_the_called_one_is_the_callers():
    data = rendering.render("defaults").named("Secret", "llmsafe-secrets")["data"]
    tokens = {key: value for key, value in data.items() if key.startswith("TOKEN_")}
    assert len(tokens) == 6 and len(set(tokens.values())) == 6
    assert all(data["TOKENS_" + key.removeprefix("TOKEN_")] == value for key, value in tokens.items())
    given = rendering.render("given-secrets").named("Secret", "llmsafe-secrets")["data"]
    assert given["TOKENS_AUTH_TO_ADMIN"] != given["TOKEN_AUTH_TO_ADMIN"] and given["TOKENS_GUARD_TO_ADMIN"] == given["TOKEN_GUARD_TO_ADMIN"]


def test_every_declared_variable_reaches_its_service():
    """Settled by the chart, given as a value, or mounted: none is out of reach."""
    wiring = json.loads((rendering.CHART / "files/wiring.json").read_text())
    declared = json.loads((rendering.CHART / "files/configuration.json").read_text())
    schema = json.loads((rendering.CHART / "values.schema.json").read_text())["properties"]
    names = {v["name"] for v in declared["common"]} | {v["name"] for own in declared["services"].values() for v in own}
    assert set(wiring["settled"]) <= names and set(wiring["agreed"]) <= names
    for variable in declared["common"] + sum(declared["services"].values(), []):
        name = variable["name"]
        if name in wiring["settled"] or name.startswith("INTERNAL_TOKEN"):
            continue
        where = schema["secrets"]["properties"]["values"] if variable.get("secret") else schema["config"]
        assert name in where["properties"], name
    every = {name: spec for name, spec in schema["config"]["properties"].items() if name not in ("VITE_API_BASE_URL", "API_V1_PREFIX", "PUBLIC_BASE_PATH")}
    sample = {"integer": "7", "boolean": "true"}
    fitting = {"OTEL_EXPORTER_OTLP_ENDPOINT": "http://collector:4318", "OTEL_TRACES_SAMPLER_ARG": "0.5", "TRUSTED_PROXIES": "10.0.0.1"}  # of those with a pattern
    fitting |= {n: "https://usap.example.com/x" for n in every if re.fullmatch("USAP_(OAUTH_.*_URL|OIDC_ISSUER)", n)}
    fitting |= {n: str(s["minimum"]) for n, s in every.items() if s.get("minimum", 0) > 7}
    settings = [f"config.{n}={fitting.get(n) or (s.get('enum') or [sample.get(s['type'], 'x')])[-1]}" for n, s in every.items() if n not in ("LOG_FILE", "REDIS_SENTINELS", "REDIS_SENTINEL_USER", "REDIS_USER", "REDIS_TLS", "REDIS_TLS_NAME", "SESSION_MAX_DAYS", "LOCAL_SESSION_MAX_HOURS", "ACCESS_TOKEN_EXPIRE_HOURS")]
    objects = with_values("defaults", "secrets.values.ADMIN_PASSWORD=a-long-password", *settings)
    for service, own in declared["services"].items():
        pod = objects.named("Deployment", service)["spec"]["template"]["spec"]["containers"][0]
        missing = {v["name"] for v in own + declared["common"] if f"config.{v['name']}" in {s.partition("=")[0] for s in settings}} - set(environment(pod))
        assert missing == set(), service


def test_large_numbers_stay_whole():
    objects = rendering.render("everything")
    data = objects.named("ConfigMap", "llmsafe-config")["data"]
    assert (data["RATE_LIMIT_PER_MINUTE"], data["USER_STATUS_GRACE"]) == ("1000000", "604800")
    auth = environment(objects.named("Deployment", "auth-service")["spec"]["template"]["spec"]["containers"][0])
    assert (auth["WORKER_THREADS"], auth["LOG_LEVEL"]) == ("16", "debug")


def test_where_replicas_scale_themselves_the_chart_begins_with_the_least():
    """In a cluster it says what there is (e2e/cluster)."""
    objects = rendering.render("autoscaling")
    assert objects.named("Deployment", "guard-service")["spec"]["replicas"] == 3
    assert objects.named("Deployment", "session-cache-service")["spec"]["replicas"] == 3
    scaler = objects.named("HorizontalPodAutoscaler", "guard-service")["spec"]
    assert (scaler["minReplicas"], scaler["maxReplicas"]) == (3, 40)
    assert objects.named("PodDisruptionBudget", "guard-service")["spec"]["minAvailable"] == 2


def test_images_of_an_air_gapped_cluster():
    for item, pod in rendering.render("air-gapped").pods():
        for container in pod.get("initContainers", []) + pod["containers"]:
            assert container["image"].startswith("registry.company.com:5000/mirror/"), (item["metadata"]["name"], container["image"])
            assert container["imagePullPolicy"] == "Always"
        assert pod["imagePullSecrets"] == [{"name": "registry-login"}]


def mounted(objects, pod, root):
    """The files of a pod's volumes, below another root, by which files that name files go. What the release does not make is there, with something in
    it, unless it need not be."""
    volumes = {volume["name"]: volume for volume in pod["volumes"]}
    for mount in pod["containers"][0]["volumeMounts"]:
        volume = volumes[mount["name"]]
        kind, name = ("Secret", "secretName") if "secret" in volume else ("ConfigMap", "name")
        source = volume.get("secret") or volume.get("configMap")
        if not source:
            continue
        made = [item["data"] for item in objects.of(kind) if item["metadata"]["name"] == source[name]]
        data = made[0] if made else {}
        directory = root / mount["mountPath"].lstrip("/")
        directory.mkdir(parents=True)
        for entry in source.get("items") or [{"key": key, "path": key} for key in data]:
            if source.get("optional") and entry["key"] not in data:
                continue
            text = data.get(entry["key"], "somebody else's" if kind == "ConfigMap" else base64.b64encode(b"somebody else's"))
            text = base64.b64decode(text).decode() if kind == "Secret" else text
            (directory / entry["path"]).write_text(text.replace('"/run/', f'"{root}/run/').replace('"/etc/', f'"{root}/etc/'))
    return root


PROGRAMS = os.environ.get("PROGRAMS", "")


@pytest.mark.skipif(not PROGRAMS, reason="the services' programs have not been built")
@pytest.mark.parametrize("case", ["defaults", "everything", "external-redis", "sentinel", "minimal", "identity-providers"])
def test_the_services_accept_what_they_are_given(case, tmp_path):
    """Each checks the configuration of its own container, secrets and certificates in files as they are mounted."""
    key = tmp_path / "key.pem"
    subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", "ec_paramgen_curve:P-256", "-out", key], check=True, capture_output=True)
    given = ("--set-file", f"secrets.values.IDP_PARTNER_PRIVATE_KEY={key}") if case == "identity-providers" else ()
    objects = rendering.parse(rendering.manifest([CASES[case]], *given))
    config = objects.named("ConfigMap", "llmsafe-config")["data"]
    for service in ("auth-service", "admin-service", "session-cache-service", "guard-service"):
        pod = objects.named("Deployment", service)["spec"]["template"]["spec"]
        root = mounted(objects, pod, tmp_path / service)
        variables = {
            name: config[value[2]] if isinstance(value, tuple) else value.replace("/run/secrets", f"{root}/run/secrets").replace("/etc/llmsafe", f"{root}/etc/llmsafe")
            for name, value in environment(pod["containers"][0]).items()
        }
        done = subprocess.run([f"{PROGRAMS}/{service}", "--check-config"], env=variables, capture_output=True, text=True)
        assert done.returncode == 0, done.stderr
