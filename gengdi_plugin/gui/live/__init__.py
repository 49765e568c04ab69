"""Verdicts that follow unsaved edits."""
