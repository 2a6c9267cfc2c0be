"""Forms: workbooks that people fill in and that come back as records."""
