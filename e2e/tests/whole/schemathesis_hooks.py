"""Loaded by schemathesis: writes down how each request that the document knows was answered, with the code of a refusal."""
import os

import schemathesis


def code_of(response) -> str:
    is_problem = "application/problem+json" in str(response.headers.get("content-type", ""))
    return response.json()["code"] if is_problem and response.content else "-"


@schemathesis.hook
def after_call(context, case, response):
    if case.method == case.operation.method.upper():
        with open(os.environ["ANSWERS_FILE"], "a", encoding="utf-8") as file:
            file.write(f"{case.operation.definition.raw['operationId']} {response.status_code} {code_of(response)}\n")
