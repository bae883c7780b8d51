"""The program: `renkei` and `python -m renkei_cli`."""

import gc
import os
import sys
from contextlib import suppress

_STREAMS = ("stdin", "stdout", "stderr")


def run() -> None:
    """Run the command line that the shell gave, and end with its exit code.

    Start-up is a feature, and each press of TAB is a run. The modules that are loaded here live to the
    end: looking through them for garbage, and taking them apart afterwards, costs a quarter of a run.
    """
    gc.disable()
    _fill_in()
    try:
        from renkei_cli.cli.app import main  # noqa: PLC0415 - loaded while nothing looks for garbage

        gc.freeze()
        gc.enable()
        code = main(sys.argv[1:])
    except KeyboardInterrupt:
        # Here, for an interruption may also come while the program loads.
        from renkei_cli.core.errors import EXIT_INTERRUPTED  # noqa: PLC0415 - the same
        from renkei_cli.output.files import silence_stream  # noqa: PLC0415 - only for this end

        silence_stream(sys.stdout)
        code = EXIT_INTERRUPTED
    # All that the end of the interpreter would do for us: what was said is written, the files are closed.
    for stream in (sys.stdout, sys.stderr):
        with suppress(OSError, ValueError):
            stream.flush()
    os._exit(code)


def _fill_in() -> None:
    """Put something in the place of a standard stream that is closed, lest the next file be opened there.

    Writing to such a stdout fails, as it should: the answer would be lost. Nobody misses what such a stderr says.
    """
    for number, name in enumerate(_STREAMS):
        if getattr(sys, name) is None:
            # The least number that is free: this one.
            os.open(os.devnull, os.O_WRONLY if name == "stderr" else os.O_RDONLY)
            setattr(sys, name, os.fdopen(number, "r" if name == "stdin" else "w", encoding="utf-8"))


if __name__ == "__main__":
    run()
