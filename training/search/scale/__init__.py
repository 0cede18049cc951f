"""Speed and scale of search: ``python -m training.search.scale FOLDER`` (``make bench-search``).

Collections of 10,000 passages and more as one organisation among fifty sees them, searched through the product's own
functions with policies on, beside bm25s, tantivy and numpy. ``texts`` and ``vectors`` read what is real, ``mixed``
makes the rest of it, ``labels`` codes the cases, ``collection`` puts passages, cases and owners together, ``load``
fills a database, ``client`` and ``peers`` are timed, ``report`` writes docs/benchmarks.md.
"""
