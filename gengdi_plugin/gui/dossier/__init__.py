"""Dossier: what every layer knows about a place, asked for on the map."""
