"""The databases that can hold the store: DuckDB in a file or in memory, and PostgreSQL.

Only this room and the workbench know their packages.
"""
