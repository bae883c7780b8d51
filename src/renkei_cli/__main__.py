"""The program: `renkei` and `python -m renkei_cli`."""

import gc
import os
import sys
from contextlib import suppress


def run() -> None:
    """Run the command line that the shell gave, and end with its exit code.

    Start-up is a feature, and each press of TAB is a run. The modules that are loaded here live to the
    end: looking through them for garbage, and taking them apart afterwards, costs a quarter of a run.
    """
    gc.disable()
    from renkei_cli.cli import main  # noqa: PLC0415 - loaded while nothing looks for garbage

    gc.freeze()
    gc.enable()
    code = main(sys.argv[1:])
    # All that the end of the interpreter would do for us: what was said is written, the files are closed.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


if __name__ == "__main__":
    run()
