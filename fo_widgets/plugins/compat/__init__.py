"""FiftyOne's small helpers that plugins lean on, each under the noun it is about.

Plugins reach them through the `fiftyone` namespace (`fiftyone.core.utils`, `fiftyone.core.storage`, …);
`plugins/table/` says which module serves which name.
"""
