"""The Layers page: which layer plays which role."""
