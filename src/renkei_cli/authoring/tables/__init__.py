"""Rows of tables into cases."""
