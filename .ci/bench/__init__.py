"""Benchmarks against peers in one run on the same files: ``make bench`` (docs/performance.md)."""
