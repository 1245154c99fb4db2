"""The pods of the chart's default rendering run: their commands, variables, files, users and limits, their probes and hooks,
`helm test` and the backup, in the images that the chart names or what Debian has of the same programs."""
import json
import urllib.request

import pytest
from e2e.client.session import sign_in
from e2e.pods.installation import WORKLOADS
from running_stack import wait_until

# What an Ingress says that ended TLS.
FORWARDED = {"X-Forwarded-Proto": "https"}


@pytest.fixture
def session(installation):
    login = installation.around.first_login()
    found = sign_in(installation.url("frontend-svc"), installation.around.usap, login["username"], login["password"], FORWARDED)
    yield found
    found.api.close()


def test_helm_test_finds_everything_as_it_should_be(installation):
    said = installation.once("Pod", "helm-test")
    assert "Everything is as it should be." in said and "FAILED" not in said
    assert said.count("ok  ") >= 20, said


def test_the_main_job(installation, session, unique):
    """Signed in by a ticket; a word forbidden in a scenario; a text with it is blocked, by the Service that older clients
    know as well."""
    scenario, word = unique("app"), unique("word")
    api = session.api
    assert api.post("/apps/", {"app_id": scenario, "app_name": scenario, "enable_custom_policy": True}).status == 200
    assert api.post("/keywords/scenario/", {"scenario_id": scenario, "keyword": word, "category": 1}).status == 200

    def decided() -> str:
        answer = api.post("/guard/check", {"app_id": scenario, "direction": "INPUT", "text": f"see {word} here"})
        return answer.json()["final_decision"]["strategy"] if answer.status == 200 else answer.text

    wait_until(lambda: decided() == "BLOCK", 10, "the word to be blocked")
    older = urllib.request.Request(
        installation.url("llmsafe-guardrail-svc") + "/api/input/instance/rule/run",
        json.dumps({"app_id": scenario, "input_prompt": f"see {word} here", "use_customize_words": True, "use_customize_rule": True}).encode(),
        {"Content-Type": "application/json", **FORWARDED},
    )
    with urllib.request.urlopen(older, timeout=10) as answer:
        assert word in answer.read().decode()


def test_what_the_console_is_told(installation):
    with urllib.request.urlopen(installation.url("frontend-svc") + "/web-manager/config.json", timeout=10) as answer:
        assert json.load(answer)["apiBase"] == "/dbmanage/api/v1"


def test_redis_keeps_what_it_acknowledged_and_asks_for_its_password(installation):
    redis = installation.pods["redis"]
    assert "NOAUTH" in redis.exec("redis-cli", "ping").stdout
    as_owner = 'REDISCLI_AUTH="$(cat /run/secrets/llmsafe/REDIS_PASSWORD)" redis-cli --raw config get'
    for setting, wanted in (("appendonly", "yes"), ("appendfsync", "always"), ("maxmemory-policy", "noeviction")):
        assert redis.exec("sh", "-c", f"{as_owner} {setting}").stdout.split() == [setting, wanted]


def test_a_backup_is_made(installation, session):
    said = installation.once("CronJob", "backup")
    made = [path for path in (installation.directory / "claims" / "backup").iterdir() if path.is_dir()]
    assert len(made) == 1, said
    assert {"database.sql.gz", "sessions.rdb"} <= {path.name for path in made[0].iterdir()}, list(made[0].iterdir())


@pytest.mark.parametrize("name", WORKLOADS)
def test_a_pod_ends_by_itself_and_the_next_goes_on(installation, session, name):
    """Its hook, its signal, its exit code; who is signed in stays so."""
    ended = installation.pods[name].stop()
    assert set(ended.values()) == {0}, ended
    installation.run(name).await_ready()
    wait_until(lambda: session.api.get("/sso/sessions").status == 200, 10, f"an answer after a new pod of {name}")
    wait_until(lambda: session.api.get("/tags/").status == 200, 10, f"an answer after a new pod of {name}")
