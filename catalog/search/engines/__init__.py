"""Engines that hold the documents of catalog.search.documents and answer catalog.search.clauses."""
