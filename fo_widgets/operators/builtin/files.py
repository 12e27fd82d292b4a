"""Operations on the files of the kernel's machine."""

from __future__ import annotations

import os
from datetime import datetime
from pathlib import Path

from fo_widgets.operators.builtin.base import BuiltinOperator, Json
from fo_widgets.operators.context import ExecutionContext
from fo_widgets.operators.operator import OperatorConfig
from fo_widgets.schema.types import Object


class ListFiles(BuiltinOperator):
    """Lists the files of a folder, the home folder by default; hidden ones are left out."""

    operation, label, risk, is_form = "list_files", "List files", "low", False

    def execute(self, ctx: ExecutionContext) -> Json:
        if ctx.params.get("list_filesystems"):
            return {"filesystems": [{"name": "LOCAL", "default_path": str(Path.home())}]}
        path = Path(ctx.params.get("path") or Path.home()).expanduser()
        try:
            with os.scandir(path) as entries:
                seen = [entry for entry in entries if not entry.name.startswith(".")]
                files = [described for entry in seen if (described := _describe(entry))]
        except OSError as error:
            return {"error": str(error), "files": []}
        files.sort(key=lambda file: (file["type"] != "directory", file["name"].lower()))
        return {"files": files}


class DownloadFile(BuiltinOperator):
    """Downloads a file in the browser."""

    operation, label, risk = "download_file", "Download file", "low"

    @property
    def config(self) -> OperatorConfig:
        return OperatorConfig(self.operation, self.label, unlisted=True, risk_level=self.risk)

    def ask(self, ctx: ExecutionContext, inputs: Object) -> None:
        inputs.str("url", required=True, label="URL")

    def execute(self, ctx: ExecutionContext) -> None:
        ctx.ops.browser_download(ctx.params["url"])


def _describe(entry: os.DirEntry[str]) -> Json | None:
    where = {"name": entry.name, "absolute_path": os.path.abspath(entry.path)}
    try:
        if entry.is_dir():
            return {**where, "type": "directory"}
        status = entry.stat()
    except OSError:  # a broken link, or no right to look
        return None
    date = datetime.fromtimestamp(status.st_mtime).isoformat()  # noqa: DTZ006 - the machine's own time
    return {**where, "type": "file", "size": status.st_size, "date_modified": date}
