"""The same kernel over partitions: each one a pure function of its records, run by a loop, by processes or by an engine."""
