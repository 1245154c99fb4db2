#!/usr/bin/env python3
"""podman as far as the launcher calls it: a container is the fake service itself, on this machine. Writes down each call.

Beside it: `programs/`, `calls` (made here) and, where an image is to be missing, `missing` with its name."""
import json
import os
import sys
from pathlib import Path

FAKES = Path(__file__).parent
arguments = sys.argv[1:]
with open(FAKES / "calls", "a", encoding="utf-8") as calls:
    calls.write(json.dumps(arguments) + "\n")

if arguments[:2] == ["image", "exists"]:
    missing = FAKES / "missing"
    sys.exit(1 if missing.exists() and missing.read_text() == arguments[2] else 0)
if arguments[0] == "inspect":
    running = FAKES / ("pid-of-" + arguments[-1])
    print(running.read_text() if running.exists() else 0)
if arguments[0] == "run":
    options = [a for a in arguments[1:] if a.startswith("--")]
    image, *rest = [a for a in arguments[1:] if not a.startswith("--")]
    environment = dict(o.removeprefix("--env=").split("=", 1) for o in options if o.startswith("--env="))
    environment["PATH"] = os.environ["PATH"]
    (FAKES / ("pid-of-" + next(o.removeprefix("--name=") for o in options if o.startswith("--name=")))).write_text(str(os.getpid()))
    name = image.split(":")[0].removeprefix("llmsafe-")
    if name == "frontend":
        configuration = next(o.removeprefix("--volume=").split(":")[0] for o in options if o.endswith(":/etc/nginx/nginx.conf:ro"))
        os.execve("/usr/sbin/nginx", ["nginx", "-e", "stderr", "-c", configuration], environment)
    os.execve(FAKES / "programs" / name, [name, *rest], environment)
