"""Programs that hang, or are slow: stopped by SIGSTOP, for good or most of the time. Their sockets stay open, the kernel
takes connections for them, and nobody is told."""
import os
import signal
import threading


class Stopped:
    """`with Stopped(pid):` it does nothing."""

    def __init__(self, pid: int):
        self._pid = pid

    def __enter__(self):
        os.kill(self._pid, signal.SIGSTOP)
        return self

    def __exit__(self, *_):
        os.kill(self._pid, signal.SIGCONT)


class Slowed:
    """`with Slowed(pid):` it works for 20 ms at a time, then not for `pause` seconds."""

    def __init__(self, pid: int, pause: float = 0.3, work: float = 0.02):
        self._pid, self._pause, self._work = pid, pause, work
        self._over = threading.Event()
        self._thread = threading.Thread(target=self._run)

    def __enter__(self):
        self._thread.start()
        return self

    def _run(self):
        while not self._over.is_set():
            os.kill(self._pid, signal.SIGSTOP)
            self._over.wait(self._pause)
            os.kill(self._pid, signal.SIGCONT)
            self._over.wait(self._work)

    def __exit__(self, *_):
        self._over.set()
        self._thread.join()
