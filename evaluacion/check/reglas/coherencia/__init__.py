"""Rules about parts that must agree."""
