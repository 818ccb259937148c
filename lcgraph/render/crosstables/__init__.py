"""The cross-case tables as the article prints them: one per cluster, cases across, their roles under each.

`table` and `markdown` for reading, `html`, `latex` and `svg` for papers and pages (labels escaped, text as
text), `csv` and `tsv` (one row a motive, one column a case and role, statuses as codes) and the SPARQL
results `json` and `xml` (one row a cell) for programs. A published cell that the study's own interviews
contradict is marked for people; for programs a column `recomputed`, there only when there is such a cell,
has the other status. The same tables give the same bytes.
"""
