"""Forms for KoboToolbox and ODK."""
