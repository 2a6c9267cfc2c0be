"""An independent, slow and plain reading of the scoring contract, and strategies that feed it."""
