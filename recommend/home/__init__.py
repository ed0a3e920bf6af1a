"""首页: the operators' carousel, and rows in which no anime stands twice."""

from recommend.home.page import Home, Row, home_for

__all__ = ["Home", "Row", "home_for"]
