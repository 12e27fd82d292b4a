"""Builds the datasets that ship with fo_widgets. Run ``python -m tools.build_quickstart``."""
