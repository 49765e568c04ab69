"""Boundaries of approvals and permits: drawn, changed and logged on the map."""
