"""How fast fo_widgets is, measured beside what a notebook has anyway: `python -m benchmarks`."""
