"""Dossier: everything that layers know about a place."""
