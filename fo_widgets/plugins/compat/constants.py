"""`fiftyone.constants`: what plugins read there."""

from __future__ import annotations

from pathlib import Path

from fo_widgets.plugins.compatibility import COMPATIBLE_VERSION

NAME = "fiftyone"
CLIENT_TYPE = "fiftyone"
VERSION = COMPATIBLE_VERSION
VERSION_LONG = f"fo_widgets, compatible with FiftyOne v{VERSION}"
DEV_INSTALL = False
RC_INSTALL = False
FIFTYONE_DIR = str(Path(__file__).resolve().parents[2])
FIFTYONE_CONFIG_DIR = str(Path.home() / ".fiftyone")
FIFTYONE_CONFIG_PATH = str(Path(FIFTYONE_CONFIG_DIR, "config.json"))
FIFTYONE_APP_CONFIG_PATH = str(Path(FIFTYONE_CONFIG_DIR, "app_config.json"))
FIFTYONE_ANNOTATION_CONFIG_PATH = str(Path(FIFTYONE_CONFIG_DIR, "annotation_config.json"))
