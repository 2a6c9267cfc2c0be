"""`python -m evaluacion`: the same as the command `evaluacion`."""

from evaluacion.cli.principal import main

if __name__ == "__main__":
    main()
