"""Engines that hold the documents of catalog.search.index.documents and answer catalog.search.clauses."""
