"""The snapshot that answers: which one is active, its embeddings in Redis, its files in memory.

The door is ``serving.current_serving``; ``snapshots`` registers, activates and drops them.
"""
