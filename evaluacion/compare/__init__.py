"""Comparisons: published figures against their tables, and projections. Values in, values out; no files, no clock."""
