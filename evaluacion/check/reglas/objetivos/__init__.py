"""Rules about objectives and their statements."""
