"""Judgements about strategies, decisions and procedures: values in, findings out; no files, no clock."""
