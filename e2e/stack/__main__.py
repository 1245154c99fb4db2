"""python3 -m e2e.stack run | stop — options are environment variables, see e2e/README.md."""
import sys

from . import launcher
from .failure import StackFailure
from .options import from_environment


def main(arguments: list[str]) -> int:
    if arguments not in (["run"], ["stop"], ["run", "--foreground"]):
        print(__doc__, file=sys.stderr)
        return 2
    try:
        options = from_environment()
        if arguments == ["stop"]:
            return launcher.stop(options)
        if options.detach and arguments == ["run"]:
            return launcher.detach(options)
        return launcher.Launcher(options).run()
    except StackFailure as failure:
        print(failure, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
