"""A training, a search for parameters and an evaluation, as the site runs them: each in a child process.

``requests`` asks for a training, ``tasks`` takes it to a worker, ``running`` sees it through, ``progress`` writes
how far it is.
"""
