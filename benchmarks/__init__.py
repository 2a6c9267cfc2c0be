"""What the tool costs, measured beside what one would use instead. Run `python benchmarks` from the root of the repository."""
