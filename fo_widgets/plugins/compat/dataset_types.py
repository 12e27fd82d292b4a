"""`fiftyone.types`: names of dataset formats, as classes that say what kind they are."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from fo_widgets.data.formats.type_classes import FormatExporter, FormatImporter

_MODULE = sys.modules[__name__]

# each line: a kind, then what belongs to it; a kind is listed before its members
_KINDS = """
Dataset: UnlabeledDataset LabeledDataset GroupDataset FiftyOneDataset LegacyFiftyOneDataset CSVDataset
Dataset: FIWDataset LeRobotDataset
UnlabeledDataset: UnlabeledImageDataset UnlabeledVideoDataset MediaDirectory
UnlabeledImageDataset: ImageDirectory
UnlabeledVideoDataset: VideoDirectory
LabeledDataset: LabeledImageDataset LabeledVideoDataset GeoJSONDataset
LabeledImageDataset: ImageClassificationDataset ImageDetectionDataset ImageSegmentationDataset
LabeledImageDataset: ImageLabelsDataset
LabeledVideoDataset: VideoClassificationDataset VideoDetectionDataset VideoLabelsDataset
ImageClassificationDataset: FiftyOneImageClassificationDataset ImageClassificationDirectoryTree
ImageClassificationDataset: PlacesDataset TFImageClassificationDataset
ImageDetectionDataset: FiftyOneImageDetectionDataset COCODetectionDataset KITTIDetectionDataset
ImageDetectionDataset: OpenImagesV6Dataset OpenImagesV7Dataset TFObjectDetectionDataset
ImageDetectionDataset: VOCDetectionDataset YOLOv4Dataset YOLOv5Dataset
ImageSegmentationDataset: ImageSegmentationDirectory
ImageLabelsDataset: FiftyOneImageLabelsDataset BDDDataset CVATImageDataset DICOMDataset GeoTIFFDataset
ImageLabelsDataset: OpenLABELImageDataset
VideoClassificationDataset: VideoClassificationDirectoryTree
VideoDetectionDataset: FiftyOneTemporalDetectionDataset
FiftyOneTemporalDetectionDataset: ActivityNetDataset
VideoLabelsDataset: FiftyOneVideoLabelsDataset CVATVideoDataset OpenLABELVideoDataset
"""


class Dataset:
    """The root of all dataset formats."""

    def get_dataset_importer_cls(self) -> type[FormatImporter]:
        """The class that reads this format.

        Raises:
            FormatError: if the format is not supported
        """
        from fo_widgets.data.formats.type_classes import importer_cls

        return importer_cls(self)

    def get_dataset_exporter_cls(self) -> type[FormatExporter]:
        """The class that writes this format.

        Raises:
            FormatError: if the format is not supported, or only read
        """
        from fo_widgets.data.formats.type_classes import exporter_cls

        return exporter_cls(self)


def _define() -> list[str]:
    defined: dict[str, type] = {"Dataset": Dataset}
    for line in _KINDS.strip().splitlines():
        kind, members = line.split(":")
        for name in members.split():
            defined[name] = type(name, (defined[kind],), {"__module__": __name__})
            setattr(_MODULE, name, defined[name])
    return sorted(defined)


__all__ = _define()  # noqa: PLE0605


def __getattr__(name: str) -> Any:
    raise AttributeError(f"fiftyone.types has no format {name!r}; there are: {', '.join(__all__)}")
