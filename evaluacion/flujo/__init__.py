"""From paths to results: where reading and scoring meet. Commands and the public door call here."""
