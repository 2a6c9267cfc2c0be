"""Rules about risks, actors, communication and dialogue."""
