"""Numbers of a configuration with the range in which they make sense; ``ml.config`` checks them."""

from typing import Annotated

from annotated_types import Ge, Gt, Le, Lt

Count = Annotated[int, Ge(1), Le(100_000_000)]
CountOrNone = Annotated[int, Ge(0), Le(100_000_000)]  # 0 switches it off
Positive = Annotated[float, Gt(0), Le(1_000_000)]
NotNegative = Annotated[float, Ge(0), Le(1_000_000)]
LearningRate = Annotated[float, Gt(0), Le(1)]
Share = Annotated[float, Ge(0), Lt(1)]
Power = Annotated[float, Ge(-3), Le(3)]
