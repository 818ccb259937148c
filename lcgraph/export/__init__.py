"""The graph as files for other tools: one function per family of formats, deterministic."""

from lcgraph.export.exported import Exported, zipped
from lcgraph.export.networks import NETWORK_FORMATS, export_network
from lcgraph.export.privacy import Withheld, public_quads
from lcgraph.export.rdf import RDF_FORMATS, export_rdf
from lcgraph.export.refi import REFI_FORMATS, export_refi

__all__ = [
    "NETWORK_FORMATS",
    "RDF_FORMATS",
    "REFI_FORMATS",
    "Exported",
    "Withheld",
    "export_network",
    "export_rdf",
    "export_refi",
    "public_quads",
    "zipped",
]
