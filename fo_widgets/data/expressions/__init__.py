"""`ViewField` and `ViewExpression`: Python operators that build Mongo aggregation expressions."""

from .core import ObjectId, to_mongo
from .expression import ViewExpression, ViewField

VALUE = ViewField("$$value")
"""In `reduce`, what the elements so far have given."""

__all__ = ["VALUE", "ObjectId", "ViewExpression", "ViewField", "to_mongo"]
