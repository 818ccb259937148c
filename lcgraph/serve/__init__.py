"""The same pages and the endpoint, live: what `lcgraph serve` runs (`docs/serve.md`)."""
