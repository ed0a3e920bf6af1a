"""How what the sources said becomes rows.

Merged by the rank of the source, derived, withdrawn. The door is ``store``.
"""
