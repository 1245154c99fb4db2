"""Waiting for what comes about by itself."""
import time


def wait_until(condition, seconds: float, what: str = "it"):
    """Asks until the answer is yes; how long that took, in seconds."""
    began = time.monotonic()
    while not condition():
        assert time.monotonic() - began < seconds, f"{what} did not come about within {seconds} s"
        time.sleep(0.01)
    return time.monotonic() - began
