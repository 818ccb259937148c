"""The graph as files for other tools: one function per family of formats, deterministic."""

from lcgraph.export.privacy import Withheld, public_quads
from lcgraph.export.rdf import RDF_FORMATS, export_rdf

__all__ = ["RDF_FORMATS", "Withheld", "export_rdf", "public_quads"]
