"""From files to values: strict readers that keep the place of everything, and gather every problem."""
