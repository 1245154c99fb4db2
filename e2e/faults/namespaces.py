"""Whether the drills run in namespaces of their own (tools/run_fault_drills), where they may drop packets and mount file
systems."""
import os

from e2e.stack.failure import StackFailure


def require_own(kind: str):
    """`kind`: net or mnt. Another one than the machine's: process 1 is in that, where it may be looked at."""
    try:
        own = os.readlink(f"/proc/self/ns/{kind}") != os.readlink(f"/proc/1/ns/{kind}")
    except PermissionError:
        own = "LGM_OWN_NAMESPACES" in os.environ
    if not own:
        raise StackFailure("This is done only in namespaces of one's own: tools/run_fault_drills makes them.")
