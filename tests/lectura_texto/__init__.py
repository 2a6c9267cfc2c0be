"""What the reading of texts must do, as tests: YAML, JSON, records, marcos, formulas, numbers and periods."""
