"""Queries with the answer that a fan expects, and how many of them the search gets right."""
