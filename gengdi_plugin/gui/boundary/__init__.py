"""Boundaries of approvals and permits: drawn, reshaped, split and merged on the map, with their change log."""
