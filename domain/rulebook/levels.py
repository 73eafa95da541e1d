"""The levels of unions, as settings and shares of costs name them."""

from typing import Literal

UnionLevel = Literal["national", "province", "city", "county", "street", "community", "enterprise"]
