"""One app state: dataset, view, selection, panels and forms; all events in order."""
