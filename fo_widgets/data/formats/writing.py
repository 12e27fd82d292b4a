"""What collections offer for writing: `export` to folders and files, and `to_dataframe`."""

from __future__ import annotations

import logging
import os
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from . import archives
from .dataset_types import TYPES, accepted, constructed, custom_class, name_of
from .errors import FormatError
from .target import Target

logger = logging.getLogger(__name__)


class WritesFolders:
    """Export of a dataset or view."""

    def export(
        self,
        export_dir: Any = None,
        dataset_type: Any = None,
        data_path: Any = None,
        labels_path: Any = None,
        export_media: Any = None,
        rel_dir: Any = None,
        dataset_exporter: Any = None,
        label_field: Any = None,
        frame_labels_field: Any = None,
        overwrite: bool = False,
        progress: Any = None,
        **kwargs: Any,
    ) -> None:
        """Writes the samples in a format of `fo.types`.

        Formats of single images, such as `ImageClassificationDirectoryTree`, write the parts of images inside boxes, if
        `label_field` has boxes or the samples are patches.

        Args:
            export_dir: the folder to write to; what is there stays unless `overwrite`. If it has the name of a zip or
                tar file, that is what is written, in place of one that is there
            data_path: the folder of media, or its name in the folder
            labels_path: the file or folder of labels, or its name in the folder
            export_media: True copies media, False leaves them where they are; "move", "symlink", "manifest"
            rel_dir: keep the paths of media below this folder
            dataset_exporter: an exporter of `fiftyone.utils.data`, instead of a type and folder
            label_field: the field whose labels to write; by default the first that fits the format. Formats with
                several fields take a list, a pattern such as `"gt_*"`, or names to write by field
            frame_labels_field: the same for labels of frames, in formats of videos
            kwargs: options of the format; `image_format` is the extension of images that are made

        Raises:
            FormatError: if the format is not supported, or no labels fit it
            MissingFileError: if a media file is not there
        """
        if dataset_exporter is None and export_dir is not None and archives.is_archive(export_dir):
            if export_media in ("move", "symlink"):
                raise FormatError(
                    f"`export_media={export_media!r}` leaves no media in {export_dir}; use True"
                )
            with archives.packed(export_dir) as packed:
                self.export(
                    packed,
                    dataset_type,
                    data_path,
                    labels_path,
                    export_media,
                    rel_dir,
                    label_field=label_field,
                    frame_labels_field=frame_labels_field,
                    progress=progress,
                    **kwargs,
                )
            return
        custom = custom_class(dataset_type, "exporter") if dataset_exporter is None else None
        if custom is not None:
            paths = {"export_dir": export_dir, "data_path": data_path, "labels_path": labels_path}
            paths |= {"export_media": export_media, "rel_dir": rel_dir}
            dataset_exporter = constructed(custom, paths, kwargs)
        if dataset_exporter is not None:
            from .exporting import export

            export(self, dataset_exporter, label_field, frame_labels_field, progress)
            return
        name = name_of(dataset_type)
        folder = None if export_dir is None else Path(os.fspath(export_dir)).expanduser().absolute()
        if folder is None and data_path is None and labels_path is None:
            raise FormatError("give `export_dir`, or `labels_path` (and `data_path`)")
        target = Target(
            folder, data_path, labels_path, export_media, rel_dir, label_field, frame_labels_field, progress
        )
        write = TYPES[name].write
        if write is None:
            written = ", ".join(n for n, t in TYPES.items() if t.writer is not None)
            raise FormatError(f"{name} is only read, not written; choose one of {written}")
        image_format = kwargs.pop("image_format", None)
        options = accepted(write, kwargs)
        if folder is not None and folder.is_dir() and any(folder.iterdir()):
            if overwrite:
                self._check_not_inside(folder)
                shutil.rmtree(folder)
            else:
                logger.warning("the folder %s is there already; what is written is added to it", folder)
        if folder is not None:
            folder.mkdir(parents=True, exist_ok=True)
        self._write(name, write, target, options, image_format)
        target.close()

    def _write(
        self,
        name: str,
        write: Callable[..., None],
        target: Target,
        options: dict[str, Any],
        image_format: str | None,
    ) -> None:
        """Writes samples; of boxes in a format of single images, the parts of images inside them."""
        from . import crops

        if name in crops.FORMATS and (field := crops.field_of(self, target.label_field)) is not None:
            logger.info("field '%s' has boxes: writing what is inside them", field)
            with crops.cropped(self, field, by_class="Tree" in name, image_format=image_format) as parts:
                target.label_field, target.export_media = field, True
                write(parts, target, **options)
        else:
            write(self, target, **options)

    def draw_labels(
        self,
        output_dir: Any,
        rel_dir: Any = None,
        label_fields: Any = None,
        overwrite: bool = False,
        config: Any = None,
        progress: Any = None,
        **kwargs: Any,
    ) -> list[str]:
        """Writes each image with its labels painted on it to a folder; their paths.

        Args:
            rel_dir: keep the paths of images below this folder
            label_fields: which labels; by default all that can be drawn
            overwrite: empty the folder first; otherwise images get names that are free
            config: a `DrawConfig` of `fiftyone.utils.annotations`, or a dict of options
            kwargs: options, such as `font_size` and `show_object_confidences`; see `formats.draw_config`

        Raises:
            FormatError: if samples are no images, or a field has no labels to draw
            MissingFileError: if an image is not there
        """
        from .drawing import draw

        return draw(self, output_dir, rel_dir, label_fields, overwrite, config, progress, **kwargs)

    def _check_not_inside(self, folder: Path) -> None:
        samples: Any = self
        root = f"{folder}{os.sep}"
        inside = next((p for p in samples.values("filepath") if p.startswith(root)), None)
        if inside is not None:
            raise FormatError(
                f"overwriting {folder} would delete {inside}, which is to be exported; choose another folder"
            )

    def to_dataframe(self, fields: Any = None, backend: str = "pandas") -> Any:
        """A data frame with a row for each sample; of patches, for each label.

        Columns are named as `formats.columns` reads them, so `Dataset.from_dataframe` makes the same fields of them:
        `ground_truth.detections.label` holds lists. By default there is one for each field, for what a label mainly
        consists of, and for metadata; those without any value are left out. Masks and dynamic attributes have to be
        asked for.

        Args:
            fields: paths of fields
            backend: "pandas" or "polars"

        Raises:
            FormatError: if a field is not there
            ImportError: if pandas is not installed
        """
        from .dataframe import frame_of

        return frame_of(self, fields, backend)
