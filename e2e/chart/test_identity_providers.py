"""What auth-service, and nobody else, gets of identityProviders."""
import json
import re

import pytest
import rendering
import yaml
from rendering import environment
from test_changes import changed, with_values

GIVEN = yaml.safe_load(rendering.CASES["identity-providers"].read_text())["identityProviders"]
ENTRY = rendering.ROOT / "services/auth-service/src/providers/oidc/entry.hpp"
# As the values have it, and as the service does.
FILES = {"client_secret_key": "client_secret_file", "private_key_key": "private_key_file", "ca": "ca_file"}


@pytest.fixture(scope="module")
def objects():
    return rendering.render("identity-providers")


def written(objects):
    return json.loads(objects.named("ConfigMap", "llmsafe-identity-providers")["data"]["providers.json"])


def pod_of(objects, name):
    return objects.named("Deployment", name)["spec"]["template"]["spec"]


def mounts(pod, path):
    """Of what is mounted there: the volume."""
    [name] = [mount["name"] for mount in pod["containers"][0]["volumeMounts"] if mount["mountPath"] == path]
    return {volume["name"]: volume for volume in pod["volumes"]}[name]


def test_the_file_says_what_the_values_say(objects):
    entries = written(objects)
    for given, entry in zip(GIVEN, entries, strict=True):
        assert {k: v for k, v in given.items() if k not in FILES} == {k: v for k, v in entry.items() if k not in FILES.values()}
        assert {FILES[k] for k in given if k in FILES} == set(entry) & set(FILES.values())
    assert environment(pod_of(objects, "auth-service")["containers"][0])["IDENTITY_PROVIDERS_FILE"] == "/etc/llmsafe/identity-providers/providers.json"


def test_the_files_that_it_names_are_mounted(objects):
    pod = pod_of(objects, "auth-service")
    assert mounts(pod, "/etc/llmsafe/identity-providers")["configMap"] == {"name": "llmsafe-identity-providers"}
    keys = {entry["path"]: entry["key"] for entry in mounts(pod, "/run/secrets/llmsafe")["secret"]["items"]}
    corp, partner = written(objects)
    for path, key in ((corp["client_secret_file"], "IDP_CORP_CLIENT_SECRET"), (partner["private_key_file"], "IDP_PARTNER_PRIVATE_KEY")):
        assert keys[path.removeprefix("/run/secrets/llmsafe/")] == key
    assert corp["ca_file"] == "/etc/llmsafe/idp-corp/ca.crt" and partner["ca_file"] == "/etc/llmsafe/idp-partner/ca.crt"
    assert mounts(pod, "/etc/llmsafe/idp-corp")["secret"] == {"secretName": "company-ca", "items": [{"key": "bundle.pem", "path": "ca.crt"}]}
    assert mounts(pod, "/etc/llmsafe/idp-partner")["configMap"] == {"name": "partner-ca", "items": [{"key": "ca.crt", "path": "ca.crt"}]}


def test_nobody_else_gets_them(objects):
    for item, pod in objects.pods():
        if item["metadata"]["name"] != "auth-service":
            assert not re.search("IDP_|idp-|identity-providers|IDENTITY_PROVIDERS", json.dumps(pod)), item["metadata"]["name"]


def test_no_secret_is_in_the_file(objects):
    text = json.dumps(objects.of("ConfigMap"))
    assert "secret-of-corp" not in text and "PRIVATE KEY" not in text


def test_without_entries_there_is_nothing(defaults):
    assert "llmsafe-identity-providers" not in {item["metadata"]["name"] for item in defaults}
    deployment = defaults.named("Deployment", "auth-service")
    assert not re.search("idp-|identity-providers|IDENTITY_PROVIDERS", json.dumps(deployment))


def test_a_change_rolls_auth_service_alone(objects):
    assert changed(objects, with_values("identity-providers", "identityProviders[0].client_id=other")) == {"auth-service"}
    services = {"auth-service", "admin-service", "guard-service", "session-cache-service"}
    assert changed(objects, with_values("identity-providers", "secrets.values.IDP_CORP_CLIENT_SECRET=other")) == services


def test_a_secret_of_somebody_else_must_have_the_keys():
    entry = '[{"id": "corp", "name": {"zh": "企业", "en": "Corp"}, "issuer": "https://idp.example.com", "client_id": "suite", "client_secret_key": "IDP_X", "claims": {"subject": "sub"}}]'
    objects = rendering.parse(rendering.manifest([rendering.CASES["existing-secrets"]], "--set-json", f"identityProviders={entry}"))
    secret = mounts(pod_of(objects, "auth-service"), "/run/secrets/llmsafe")["secret"]
    assert secret["secretName"] == "lgm-keys" and {"key": "IDP_X", "path": "IDP_X"} in secret["items"]
    assert "ca_file" not in written(objects)[0]


def test_people_may_come_by_a_provider_alone():
    objects = rendering.render("identity-providers", "--set", "config.USAP_BASE_URL=,config.USAP_OAUTH_ENABLED=false")
    assert "USAP_BASE_URL" not in objects.named("ConfigMap", "llmsafe-config")["data"] and written(objects)


def declared(type_name):
    """Members of a described type of entry.hpp."""
    body = ENTRY.read_text().split(f"struct Description<auth_service::oidc::{type_name}>")[1].split("};")[0]
    return set(re.findall(r'field<&T::\w+>\("(\w+)"\)', body))


def test_an_entry_has_the_members_that_the_service_knows():
    schema = json.loads((rendering.CHART / "values.schema.json").read_text())["properties"]["identityProviders"]["items"]
    assert {FILES.get(name, name) for name in schema["properties"]} == declared("Entry")
    assert set(schema["properties"]["claims"]["properties"]) == declared("EntryClaims")
    assert set(schema["properties"]["name"]["properties"]) == declared("EntryName")
    assert set(schema["properties"]["groups"]["items"]["properties"]) == declared("EntryGroup")


def examples():
    """The page's values that name providers, each with the file that stands below it."""
    text = (rendering.ROOT / "docs/operations/identity-providers.md").read_text()
    blocks = re.findall(r"```(\w+)\n(.*?)```", text, re.S)
    return [(values, file) for (_, values), (kind, file) in zip(blocks, blocks[1:]) if kind == "json"]


@pytest.mark.parametrize("values, file", examples(), ids=["keycloak", "entra", "broker"])
def test_the_pages_examples_are_what_the_chart_makes_of_them(values, file, tmp_path):
    (tmp_path / "values.yaml").write_text(values)
    assert written(rendering.parse(rendering.manifest([tmp_path / "values.yaml"]))) == json.loads(file)
