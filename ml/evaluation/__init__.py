"""How good a snapshot is, measured on what it never saw.

``evaluate`` is the door; ``chapters`` are the parts of its report.
"""
