"""Datasets, views, samples, labels, expressions, aggregations: FiftyOne's data API on engines of our own."""
