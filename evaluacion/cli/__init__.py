"""The commands: each module reads its options, calls the flow and publishes. Heavy libraries load inside commands."""
