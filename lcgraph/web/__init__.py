"""The linked data as a static web site: one page a thing in two languages, its data beside it."""
