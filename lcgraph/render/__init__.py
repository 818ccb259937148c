"""Answers as text: rows in every result format, and the cross-case tables as a reader knows them."""
