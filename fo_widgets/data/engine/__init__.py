"""Query engines: what a Mongo pipeline means over documents in memory, and where documents are kept."""
