"""Rows turned into what people compare: numbers and codes only, no RDF and no files."""
