"""Ground floor: places, problems, numbers, periods and words. Imports nothing of the house."""
