"""`make secrets` makes what a release with secrets.existingSecret mounts, and what the services accept."""
import base64
import os
import subprocess

import rendering
import yaml

TOOL = rendering.ROOT / "tools/make_secrets"


def run(*arguments, **environment):
    return subprocess.run([TOOL, *arguments], env={**os.environ, **environment}, capture_output=True, text=True)


def made(tmp_path, *arguments):
    (tmp_path / "url").write_text("mysql://lgm:password@db:3306/lgm\n")
    (tmp_path / "usap").write_text("secret-of-usap\n")
    done = run("lgm-keys", *arguments, DATABASE_URL_FILE=str(tmp_path / "url"), USAP_CLIENT_SECRET_FILE=str(tmp_path / "usap"))
    assert done.returncode == 0, done.stderr
    secret = yaml.safe_load(done.stdout)
    assert (secret["kind"], secret["metadata"]["name"]) == ("Secret", "lgm-keys")
    return {key: base64.b64decode(value).decode() for key, value in secret["data"].items()}


def test_every_key_that_is_mounted_is_there(tmp_path):
    keys = made(tmp_path, f"JWT_SIGNING_KEY_B={tmp_path / 'url'}")
    mounted = {entry["key"] for _, pod in rendering.render("existing-secrets").pods() for volume in pod["volumes"]
               if volume.get("secret", {}).get("secretName") == "lgm-keys" and not volume["secret"].get("optional") for entry in volume["secret"]["items"]}  # fmt: skip
    assert mounted and mounted <= set(keys)


def test_the_chart_takes_them_as_values(tmp_path):
    file = tmp_path / "values.yaml"
    file.write_text(yaml.safe_dump({"config": {"TRUSTED_PROXIES": "none"}, "secrets": {"values": made(tmp_path)}}))
    assert rendering.parse(rendering.manifest([file])).named("Secret", "llmsafe-secrets")


def test_no_two_are_alike_and_none_is_made_twice(tmp_path):
    first, second = made(tmp_path), made(tmp_path)
    alone = [value for key, value in first.items() if not key.startswith("TOKENS_")]
    assert len(alone) == len(set(alone))
    assert [key for key in first if first[key] == second[key]] == ["DATABASE_URL", "USAP_CLIENT_SECRET"]
    assert all(first["TOKENS_" + key.removeprefix("TOKEN_")] == value for key, value in first.items() if key.startswith("TOKEN_"))


def test_the_account_that_migrates_may_be_given(tmp_path, monkeypatch):
    assert "DATABASE_URL_MIGRATE" not in made(tmp_path)
    (tmp_path / "migrate").write_text("mysql://owner:password@db/lgm\n")
    monkeypatch.setenv("DATABASE_URL_MIGRATE_FILE", str(tmp_path / "migrate"))
    assert made(tmp_path)["DATABASE_URL_MIGRATE"] == "mysql://owner:password@db/lgm"


def test_faults_are_said(tmp_path):
    assert "DATABASE_URL is missing" in run("lgm-keys").stderr
    assert "usage: tools/make_secrets NAME" in run().stderr and "usage" in run("Not_A_Name").stderr
    assert "not of the form KEY=FILE" in run("keys", "password").stderr
    assert "The file for REDIS_PASSWORD cannot be read" in run("keys", "REDIS_PASSWORD=/nowhere").stderr
