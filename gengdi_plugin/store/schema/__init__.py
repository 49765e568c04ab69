"""The schema of the workspace as ordered migrations; ``PRAGMA user_version`` is its version."""

from __future__ import annotations

from .migrate import MIGRATIONS, SCHEMA_VERSION, Migration, migrate, schema_version

__all__ = ["MIGRATIONS", "SCHEMA_VERSION", "Migration", "migrate", "schema_version"]
