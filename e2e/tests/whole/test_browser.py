"""Chromium through the console of this very stack; e2e/browser holds the tests themselves."""
import os
import subprocess

import pytest
from running_stack import ROOT


@pytest.mark.parametrize("file", ("main-job", "pages"))
def test_console(file, stack, admin):
    admin.post("/apps/", {"app_id": "support-bot", "app_name": "Customer support / 客户服务"})  # may be there already
    environment = {**os.environ, "E2E_STACK": str(stack.state / "stack.json")}
    command = [ROOT / "tools" / "run_browser_tests", f"{file}.spec.ts"]
    run = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1200)
    assert run.returncode == 0, run.stdout[-8000:] + run.stderr[-2000:]
