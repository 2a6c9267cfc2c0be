"""Rules about strategies: values in, findings out; no files, no clock."""
