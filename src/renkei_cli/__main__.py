"""python -m renkei_cli."""

from renkei_cli.cli import run

if __name__ == "__main__":
    run()
