"""From answers to scores: one columnar kernel for one record or ten million. Sees numpy and values; no files, no clock."""
