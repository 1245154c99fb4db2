"""The chart's README: the text in tools/chart/README.text.md with the tables of values and keys put in."""
import json
from pathlib import Path

import yaml

TEXT = Path(__file__).with_name("README.text.md")
COMPONENTS = ("authService", "adminService", "sessionCacheService", "guardService", "frontend")


def make(chart: Path, schema: dict, wiring: dict, configuration: dict) -> str:
    values = yaml.safe_load((chart / "values.yaml").read_text())
    rows = list(flatten(schema["properties"], values))
    config = [row for row in rows if row[0].startswith("config.")]
    keys = [row for row in rows if row[0].startswith("secrets.values.")]
    rest = [row for row in rows if row not in config and row not in keys]
    text = TEXT.read_text()
    for mark, table in (
        ("<!-- values -->", table_of(("Value", "Default", "What it is"), rest)),
        ("<!-- config -->", config_table(schema, values, wiring, configuration)),
        ("<!-- secrets -->", secret_table(schema, wiring, configuration)),
    ):
        assert mark in text, mark
        text = text.replace(mark, table)
    return "<!-- Made by tools/generate_chart from tools/chart/README.text.md; changes here are lost. -->\n" + text


def flatten(properties, values, path=""):
    """(path, default, description) of every leaf. What each Deployment can say is listed at `defaults` alone."""
    for name, spec in properties.items():
        here = f"{path}.{name}" if path else name
        default = values.get(name) if isinstance(values, dict) else None
        if spec.get("properties") and not (path in COMPONENTS and name in properties_of_defaults()):
            yield from flatten(spec["properties"], default, here)
        elif path in COMPONENTS and (name in properties_of_defaults() or name == "config"):
            continue
        elif name != "global":
            yield here, cell(default), spec.get("description", "")


def properties_of_defaults():
    return {"autoscaling", "podDisruptionBudget", "topologySpread", "antiAffinity", "preStopSeconds", "terminationGracePeriodSeconds",
            "revisionHistoryLimit", "podAnnotations", "podLabels", "nodeSelector", "tolerations", "priorityClassName", "config"}  # fmt: skip


def config_table(schema, values, wiring, configuration) -> str:
    rows = []
    for name, spec in schema["properties"]["config"]["properties"].items():
        users = [s for s, own in configuration["services"].items() if any(v["name"] == name for v in own)]
        if any(v["name"] == name for v in configuration["common"]):
            users = ["all"]
        given = values["config"].get(name)
        default = given if given not in (None, "") else spec.get("x-default")
        rows.append((f"config.{name}", cell(default), ", ".join(users) or "console", limits(spec) + spec["description"]))
    return table_of(("Value", "Default", "Of", "What it is"), rows)


def secret_table(schema, wiring, configuration) -> str:
    rows = []
    values = schema["properties"]["secrets"]["properties"]["values"]
    for name, spec in values["properties"].items():
        rows.append((name, readers(name, configuration), limits(spec) + spec["description"]))
    rows.append(("JWT_SIGNING_KEY, JWT_SIGNING_KEY_…", "auth-service", "P-256 private keys in PEM, one or several in each, the newest first; secrets.signingKeys says which and in which order"))
    rows.append(("JWT_WITHDRAWN_KEYS", "auth-service", "ids of signing keys that were withdrawn; not there until one is (make keys-rotate)"))
    rows.append(("IDP_…", "auth-service", "client secret, or private key in PEM, of an identity provider: an entry of identityProviders names the key"))
    for caller, callees in wiring["calls"].items():
        for callee in callees:
            who = {spec["caller"]: service for service, spec in wiring["services"].items()}
            rows.append((f"TOKEN_{caller}_TO_{callee}", who[caller], f"token that {who[caller]} calls {who[callee]} with, at least 32 characters"))
            rows.append((f"TOKENS_{caller}_TO_{callee}", who[callee], "what it accepts: that token, or two with a comma between while rotating"))
    return table_of(("Key", "Read by", "What it is"), rows)


def readers(name, configuration) -> str:
    if any(v["name"] == name for v in configuration["common"]):
        return "all"
    return ", ".join(s for s, own in configuration["services"].items() if any(v["name"] == name for v in own))


def limits(spec) -> str:
    if "enum" in spec:
        return " or ".join(f"`{value}`" for value in spec["enum"] if not isinstance(value, bool)) + "; "
    if "minimum" in spec and "maximum" in spec:
        return f"{spec['minimum']} to {spec['maximum']}; "
    return ""


def cell(value) -> str:
    if value is None or value == "":
        return ""
    return f"`{value}`" if isinstance(value, str) else f"`{json.dumps(value, ensure_ascii=False)}`"


def table_of(head, rows) -> str:
    lines = ["| " + " | ".join(head) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join([f"`{row[0]}`", *(str(c).replace("|", "\\|") for c in row[1:])]) + " |" for row in rows]
    return "\n".join(lines)
