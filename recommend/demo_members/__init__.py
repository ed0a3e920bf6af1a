"""Simulated members: so that a fresh installation has lists to rank, to train on and to look at."""

from recommend.demo_members.creation import (
    DEMO_LOGINS,
    DEMO_PASSWORD,
    Created,
    NameTaken,
    create_demo_members,
    remove_demo_members,
)

__all__ = [
    "DEMO_LOGINS",
    "DEMO_PASSWORD",
    "Created",
    "NameTaken",
    "create_demo_members",
    "remove_demo_members",
]
