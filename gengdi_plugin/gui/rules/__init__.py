"""The rule set of the project and its editor."""
