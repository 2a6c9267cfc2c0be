"""`python -m evaluacion`, the same as the command `evaluacion`: a process that ends well whoever ends it."""

from __future__ import annotations

from typing import NoReturn


def main() -> NoReturn:
    """Run the command line in this process, which is its own, and end it."""
    from evaluacion.cli.proceso import prepare_process  # noqa: PLC0415 - before anything that takes time

    prepare_process()
    from evaluacion.cli.principal import main as run  # noqa: PLC0415 - what takes time

    run()


if __name__ == "__main__":
    main()
