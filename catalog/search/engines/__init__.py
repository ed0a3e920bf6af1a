"""Engines that hold the documents of catalog.search.index.contents and answer catalog.search.clauses."""
