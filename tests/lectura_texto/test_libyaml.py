"""The YAML reader runs on libyaml: in pure Python it would be fifteen times slower."""

from __future__ import annotations

import yaml

from evaluacion.read.yaml import _make_parser


def test_the_reader_uses_libyaml_where_it_is():
    """With libyaml installed, the parser is libyaml's."""
    assert yaml.__with_libyaml__
    assert isinstance(_make_parser("a: 1"), yaml.cyaml.CParser)
