"""Pictures of the answers: drawn once as marks, then written as SVG, PNG or a page of HTML.

Goes in: a graph that answers (`drawing.draw`), or numbers of `lcgraph.analysis` and an `Edition` (language,
labels, sources). Comes out: a `Picture`, and from `writing.render_picture` its text or bytes, the same for
the same picture. Only PNG needs the extra `plot`.
"""
