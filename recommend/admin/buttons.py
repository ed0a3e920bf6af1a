"""Buttons on admin pages that change something: the catalogue's."""

from catalog.admin.buttons import button, post_only

__all__ = ["button", "post_only"]
