"""Schemathesis asks operations of one service what their document allows and what it does not, and compares the answers
with it."""
import copy
import json
import os
import re
import subprocess
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

from refusals import listed_in

CHECKS = "not_a_server_error,status_code_conformance,content_type_conformance,response_headers_conformance,response_schema_conformance"
EXAMPLES = os.environ.get("E2E_SCHEMA_EXAMPLES", "10")
HOOKS = Path(__file__).with_name("schemathesis_hooks.py")
ANYONE = "anyone"


@dataclass(frozen=True)
class Example:
    """A request that succeeds, once at least."""

    path: tuple = ()  # the values of the path's parameters, in their order
    query: dict = field(default_factory=dict)
    body: object = None
    headers: dict = field(default_factory=dict)  # which all requests of the operation carry


def operations(spec: dict):
    return ((path, method, operation) for path, item in spec["paths"].items() for method, operation in item.items())


def callers(operation: dict) -> set[str]:
    """Who may call it: services on the internal listener; ANYONE."""
    access = operation["description"]
    named = re.search(r"internal callers:([a-z_ ]+)", access)
    return set(named[1].split()) if named else {ANYONE} if access.startswith("Access: anyone") else {"user"}


def selected(spec: dict, wanted) -> dict:
    """The document with those operations alone."""
    chosen = {path: {method: operation for method, operation in item.items() if wanted(operation)} for path, item in spec["paths"].items()}
    return {**spec, "paths": {path: item for path, item in chosen.items() if item}}


def names(spec: dict) -> set[str]:
    return {operation["operationId"] for _, _, operation in operations(spec)}


def with_examples(spec: dict, examples: dict[str, list[Example]], known: dict[str, list]) -> dict:
    """The document with these requests as its examples; `known`: values that members and parameters of these names may
    have, so that random requests meet what there is."""
    made = copy.deepcopy(spec)
    for name, schema in made["components"]["schemas"].items():
        if name.endswith(("Create", "Update")):
            for member, values in known.items():
                if member in schema["properties"]:
                    schema["properties"][member] = {"anyOf": [{"enum": values}, schema["properties"][member]]}
    for path, _, operation in operations(made):
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in known:
                parameter["schema"] = {"anyOf": [{"enum": known[parameter["name"]]}, parameter["schema"]]}
        _add_examples(operation, re.findall(r"{(\w+)}", path), examples.get(operation["operationId"], ()))
    return made


def _add_examples(operation: dict, in_path: list[str], examples):
    for number, example in enumerate(examples):
        given = {**dict(zip(in_path, example.path, strict=True)), **example.query}
        for parameter in operation.get("parameters", ()):
            if parameter["name"] in given:
                parameter.setdefault("examples", {})[f"of-a-row-{number}"] = {"value": given.pop(parameter["name"])}
        assert not given, (operation["operationId"], given)
        if example.body is not None:
            for content in operation["requestBody"]["content"].values():
                content.setdefault("examples", {})[f"of-a-row-{number}"] = {"value": example.body}


def _configuration(examples: dict[str, list[Example]]) -> str:
    lines = [f"hooks = {json.dumps(str(HOOKS))}"]
    for name, headers in ((name, example.headers) for name, several in examples.items() for example in several if example.headers):
        lines += ["[[operations]]", f"include-operation-id = {json.dumps(name)}", "[operations.headers]"]
        lines += [f"{json.dumps(key)} = {json.dumps(value)}" for key, value in headers.items()]
    return "\n".join(lines)


def ask(spec: dict, url: str, token: str, directory: Path, examples: dict[str, list[Example]], known: dict[str, list]) -> Counter:
    """How often each (operation, status) was answered. Fails with schemathesis's report when an answer is not as documented."""
    examples = {name: several for name, several in examples.items() if name in names(spec)}
    (directory / "openapi.json").write_text(json.dumps(with_examples(spec, examples, known)))
    (directory / "schemathesis.toml").write_text(_configuration(examples))
    answers = directory / "answers"
    command = [
        sys.executable, "-m", "schemathesis.cli", "run", "openapi.json", "--url", url, "--header", f"Authorization: Bearer {token}", "--checks", CHECKS,
        "--max-examples", EXAMPLES, "--seed", "1", "--phases", "examples,coverage,fuzzing", "--request-timeout", "30", "--generation-database", "none",
        "--no-color",
    ]  # fmt: skip
    run = subprocess.run(command, cwd=directory, env={**os.environ, "ANSWERS_FILE": str(answers)}, capture_output=True, text=True, timeout=1200)
    assert run.returncode == 0, run.stdout[-20000:] + run.stderr[-4000:]
    answered = [(name, int(status), code) for name, status, code in map(str.split, answers.read_text().splitlines())]
    assert unlisted(spec, answered) == []
    return Counter((name, status) for name, status, _ in answered)


def unlisted(spec: dict, answered: list[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Refusals with a code that the operation's document does not list."""
    listed = {operation["operationId"]: listed_in(operation) for _, _, operation in operations(spec)}
    return sorted({(name, status, code) for name, status, code in answered if code != "-" and (status, code) not in listed[name]})
