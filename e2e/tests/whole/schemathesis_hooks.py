"""Loaded by schemathesis: writes down how each request that the document knows was answered."""
import os

import schemathesis


@schemathesis.hook
def after_call(context, case, response):
    if case.method == case.operation.method.upper():
        with open(os.environ["ANSWERS_FILE"], "a", encoding="utf-8") as file:
            file.write(f"{case.operation.definition.raw['operationId']} {response.status_code}\n")
