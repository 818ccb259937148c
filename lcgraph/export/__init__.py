"""The graph as files for other tools: one module per family of formats, deterministic.

Nothing is imported here: a question that exports nothing should not wait for what writes files.
"""
