"""Rules about indicator sheets."""
