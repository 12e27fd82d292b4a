"""`ViewField` and `ViewExpression`: Python operators that build Mongo aggregation expressions."""

from .core import ObjectId, to_mongo
from .expression import ViewExpression, ViewField

__all__ = ["ObjectId", "ViewExpression", "ViewField", "to_mongo"]
