"""What to show, as plain data: types and their JSON, validation, components, defaults, paths."""
