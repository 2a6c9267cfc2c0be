"""The control board: what goes where, apart from how it is written."""
