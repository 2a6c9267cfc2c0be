"""Comparisons of units by an index."""
