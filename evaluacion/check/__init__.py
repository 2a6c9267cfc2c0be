"""Judgements about what people plan and decide: pure functions on values, without files and without a clock."""
