"""Builds the datasets that ship with fo_widgets. Run ``python tools/build_quickstart.py``."""
