"""`make keys-rotate` gives a release another signing key, or withdraws one, by its Secret alone: shown before, asked for, and no key in sight."""
import base64
import re
import subprocess
from datetime import datetime, timedelta, timezone

import pytest
from test_release_commands import Commands

TOOL = "keys_rotate"
OTHER = {"DATABASE_URL": base64.b64encode(b"mysql://lgm:password@db/lgm").decode()}


def new_key(curve="P-256"):
    return subprocess.run(["openssl", "genpkey", "-algorithm", "EC", "-pkeyopt", f"ec_paramgen_curve:{curve}"], check=True, capture_output=True, text=True).stdout


def deployment(environment=None, entry="JWT_SIGNING_KEY"):
    given = {"JWT_SIGNING_KEY_FILE": f"/run/secrets/llmsafe/{entry}", "JWT_WITHDRAWN_KEYS_FILE": "/run/secrets/withdrawn/JWT_WITHDRAWN_KEYS"} if environment is None else environment
    container = {"name": "auth-service", "env": [*({"name": name, "value": value} for name, value in given.items()), {"name": "LOG_LEVEL", "valueFrom": {}}]}
    volumes = [{"name": "secrets", "secret": {"secretName": "llmsafe-keys"}}]
    return {"kind": "Deployment", "spec": {"template": {"spec": {"containers": [container], "volumes": volumes}}}}


class Release(Commands):
    def __init__(self, directory):
        super().__init__(directory)
        self.key = new_key()
        self.change(objects=[deployment()])
        self.keeps(JWT_SIGNING_KEY=self.key)

    def keeps(self, about=None, **entries):
        data = {**OTHER, **{name: base64.b64encode(text.encode()).decode() for name, text in entries.items()}}
        self.change(secrets={"llmsafe-keys": {"kind": "Secret", "metadata": {"name": "llmsafe-keys", "resourceVersion": "7"}, "data": data, **(about or {})}})

    @property
    def secret(self):
        return self.state["secrets"]["llmsafe-keys"]

    def entry(self, name="JWT_SIGNING_KEY"):
        return base64.b64decode(self.secret["data"].get(name, "")).decode()

    def ids(self):
        """Of the keys, as the command shows them."""
        return re.findall(r"^(?:keys)? +([\w-]{43})  ", self.run(TOOL, DRY_RUN="1").stdout, re.M)


@pytest.fixture
def release(tmp_path):
    return Release(tmp_path)


def test_a_new_key_comes_before_those_that_are_there_and_nothing_else_changes(release):
    changes, shown = release.done(TOOL)
    assert changes == ["kubectl --context prod --namespace llmsafe replace --filename -"]
    assert release.entry().endswith(release.key) and release.entry().count("BEGIN PRIVATE KEY") == 2
    assert release.secret["data"].keys() == {"JWT_SIGNING_KEY", *OTHER} and release.secret["data"]["DATABASE_URL"] == OTHER["DATABASE_URL"]
    assert release.secret["metadata"]["resourceVersion"] == "7"  # what somebody wrote meanwhile would have stayed
    assert re.search(r"^new +[\w-]{43}$", shown, re.M) and "PRIVATE KEY" not in shown
    assert re.match(r"# [\w-]{43}, made 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\n-----BEGIN PRIVATE KEY-----\n", release.entry())


def test_it_shows_where_and_what_before_it_asks(release):
    run = release.at_a_terminal(TOOL, b"no\n")
    assert run.returncode == 1 and "nothing was changed" in run.stderr and not release.changes()
    for line in ("context    prod (https://prod.example.com:6443), as alice", "namespace  llmsafe", "release    llm-guard, revision 1, deployed",
                 "secret     llmsafe-keys, JWT_SIGNING_KEY", "Go on? Only `yes` does:"):  # fmt: skip
        assert line in run.stdout
    assert re.search(r"^keys +[\w-]{43}  signs$", run.stdout, re.M)
    assert release.at_a_terminal(TOOL, b"yes\n").returncode == 0 and release.changes()


def test_without_a_terminal_it_does_nothing_unless_told_and_a_dry_run_changes_nothing(release):
    assert "`YES=1 make keys-rotate` goes on without asking (pipelines)" in release.refused(TOOL, YES="")
    run = release.run(TOOL, DRY_RUN="1")
    assert run.returncode == 0 and "DRY_RUN=1: nothing was changed." in run.stdout and not release.changes()
    assert "DRY_RUN" in release.refused(TOOL, DRY_RUN="2") and 'CONTEXT is "test"' in release.refused(TOOL, CONTEXT="test")


def test_a_key_is_withdrawn_by_its_id(release):
    release.done(TOOL)
    newer, older = release.ids()
    _, shown = release.done(TOOL, WITHDRAW=older)
    assert re.fullmatch(rf"{older} # 20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ\n", release.entry("JWT_WITHDRAWN_KEYS"))
    assert release.entry().count("BEGIN PRIVATE KEY") == 2 and re.search(rf"^withdrawn +{older}: every token that it signed is refused", shown, re.M)
    assert f"{older} is withdrawn already" in release.refused(TOOL, WITHDRAW=older)
    assert f"there is no key x in the Secret; it has {newer}, {older}" in release.refused(TOOL, WITHDRAW="x")
    # What is withdrawn later stands beside it.
    release.done(TOOL, WITHDRAW=newer)
    assert [line.split()[0] for line in release.entry("JWT_WITHDRAWN_KEYS").splitlines()] == [newer, older]


def test_where_none_would_be_left_a_new_key_is_made_with_the_withdrawal(release):
    [kid] = release.ids()
    _, shown = release.done(TOOL, WITHDRAW=kid)
    assert release.entry().count("BEGIN PRIVATE KEY") == 2 and "which signs at once" in shown
    assert [line.split()[1] for line in re.findall(r"^(?:keys)? +([\w-]{43}  \w+)", release.run(TOOL, DRY_RUN="1").stdout, re.M)] == ["signs", "withdrawn"]


def test_a_key_goes_once_its_last_token_is_dead(release):
    def made(**ago):
        return f"# {newer}, made {datetime.now(timezone.utc) - timedelta(**ago):%Y-%m-%dT%H:%M:%SZ}\n"

    second = new_key()
    release.keeps(JWT_SIGNING_KEY=second)
    [newer] = release.ids()
    for ago, stays in (({"days": 7}, True), ({"days": 7, "hours": 2}, False)):
        release.keeps(JWT_SIGNING_KEY=made(**ago) + second + release.key)
        _, shown = release.done(TOOL)
        assert (release.key in release.entry()) is stays and ("taken out" in shown) is not stays and second in release.entry()
    release.keeps(JWT_SIGNING_KEY=second + release.key)  # nobody knows since when the older one does not sign
    release.done(TOOL)
    assert release.key in release.entry()


def test_other_entries_and_forms_of_keys(release):
    release.change(objects=[deployment(entry="JWT_SIGNING_KEY_B")])
    old = subprocess.run(["openssl", "ecparam", "-name", "prime256v1", "-genkey"], check=True, capture_output=True, text=True).stdout
    release.keeps(JWT_SIGNING_KEY="left alone", JWT_SIGNING_KEY_B=old)
    release.done(TOOL)
    assert release.entry() == "left alone" and release.entry("JWT_SIGNING_KEY_B").count("PRIVATE KEY-----") == 4


def test_what_would_not_last_or_not_work_is_refused(release):
    release.change(values={"secrets": {"values": {"JWT_SIGNING_KEY": "given"}}})
    said = release.refused(TOOL)
    assert "the release's values hold secrets.values.JWT_SIGNING_KEY, so that the next `make deploy` would bring the old key back" in said and "given" not in said
    release.change(values=None)
    release.keeps({"immutable": True}, JWT_SIGNING_KEY=release.key)
    assert "the Secret llmsafe-keys is immutable" in release.refused(TOOL)
    release.keeps({"metadata": {"name": "llmsafe-keys", "ownerReferences": [{"kind": "ExternalSecret", "name": "vault"}]}}, JWT_SIGNING_KEY=release.key)
    assert "the Secret llmsafe-keys is written by ExternalSecret vault, which would take the change back" in release.refused(TOOL)
    release.keeps(JWT_SIGNING_KEY=new_key("P-384"))
    assert "a key in the Secret is not on the curve P-256" in release.refused(TOOL)
    release.keeps(JWT_SIGNING_KEY="words")
    assert "the entry JWT_SIGNING_KEY of the Secret llmsafe-keys holds no private key" in release.refused(TOOL)
    release.keeps(JWT_SIGNING_KEY=release.key)
    release.change(objects=[deployment({})])
    assert "the release signs by JWT_ALGORITHM=HS256" in release.refused(TOOL)
    release.change(objects=[deployment({"JWT_SIGNING_KEY_FILE": "/run/secrets/llmsafe/JWT_SIGNING_KEY"})])
    assert "is of a version that reads its keys at its start alone: make deploy first" in release.refused(TOOL)
    release.change(objects=[])
    assert "the release llm-guard has no Deployment auth-service in llmsafe" in release.refused(TOOL)
    release.change(objects=[deployment()], refused=["kubectl replace"], says="conflict")
    run = release.run(TOOL, YES="1")
    assert run.returncode == 1 and "the Secret was not changed: conflict" in run.stderr
    release.change(refused=[], history=[])
    assert "there is no release llm-guard in the namespace llmsafe" in release.refused(TOOL)
