"""Tests of the shapes of a review for other programs, and of the hooks that run it."""
