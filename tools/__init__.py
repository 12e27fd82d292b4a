"""Programs that build, test and show fo_widgets; not part of the package."""
