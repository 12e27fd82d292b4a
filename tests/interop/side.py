"""The script of both programs: what it does is written once, with names that FiftyOne and fo_widgets share."""

from __future__ import annotations

import json
import sys
import traceback

if sys.argv[1] == "ours":
    import fo_widgets

    fo_widgets.install_fiftyone_namespace()

import side_editing
import side_formats
import side_seeing
import side_stages
import side_writing

MODULES = (side_writing, side_editing, side_formats, side_seeing, side_stages)
DOINGS = {name: value for module in MODULES for name, value in vars(module).items()}


def main() -> None:
    for line in sys.stdin:
        asked = json.loads(line)
        try:
            answer = {"result": DOINGS[asked["do"]](**asked["given"])}
        except BaseException:  # noqa: BLE001  the test that asked is told
            answer = {"error": traceback.format_exc()}
        sys.stdout.write(f"\x1e{json.dumps(answer)}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main()
