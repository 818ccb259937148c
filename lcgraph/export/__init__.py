"""The graph as files for other tools: one function per family of formats, deterministic."""

from lcgraph.export.rdf import RDF_FORMATS, export_rdf

__all__ = ["RDF_FORMATS", "export_rdf"]
