"""The hostile corpus: files that try to break, to hang or to deceive the readers, and what each must give."""
