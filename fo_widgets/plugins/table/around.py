"""What FiftyOne's brain, utilities, server and zoo are served from, and what of them needs FiftyOne itself."""

from __future__ import annotations

from fo_widgets.plugins.table.row import (
    ANNOTATION,
    BRAIN,
    COMPAT,
    FORMATS,
    SCENES_3D,
    SERVER,
    TORCH,
    ZOO,
    Row,
    own,
)

_FORMAT_CLASSES = tuple(
    f"data.formats.{module}" for module in ("importers", "exporters", "media_exporters", "sample_parsers")
)

ROWS: dict[str, Row] = {
    "fiftyone.brain": own(
        "data.brain_methods",
        names={"brain_config": f"{COMPAT}.config:brain_config"},
        absent="""
            Similarity SimilarityConfig SimilarityIndex Visualization VisualizationConfig VisualizationResults
            compute_leaky_splits compute_mistakenness compute_near_duplicates compute_representativeness
            compute_uniqueness
            """,
        mend=BRAIN,
    ),
    "fiftyone.brain.similarity": own(
        absent="Similarity SimilarityConfig SimilarityIndex SortBySimilarity", mend=BRAIN
    ),
    "fiftyone.brain.visualization": own(
        absent="Visualization VisualizationConfig VisualizationResults", mend=BRAIN
    ),
    "fiftyone.brain.internal": Row(),
    "fiftyone.brain.internal.core": Row(),
    "fiftyone.brain.internal.core.hardness": own(absent="Hardness", mend=BRAIN),
    "fiftyone.brain.internal.core.mistakenness": own(absent="MistakennessMethod", mend=BRAIN),
    "fiftyone.brain.internal.core.uniqueness": own(absent="Uniqueness", mend=BRAIN),
    "fiftyone.brain.internal.core.visualization": own(absent="Visualization", mend=BRAIN),
    "fiftyone.server": Row(),
    "fiftyone.server.utils": own(names={"cache_dataset": f"{COMPAT}.app_server:cache_dataset"}),
    "fiftyone.server.view": own(absent="get_extended_view get_view", mend=SERVER),
    "fiftyone.utils": Row(),
    "fiftyone.utils.annotations": own(
        names={"DrawConfig": "data.formats.draw_config:DrawConfig"},
        absent="AnnotationAPI AnnotationBackend AnnotationBackendConfig AnnotationResults AnnotationMethod "
        "_LABEL_TYPES_MAP _RETURN_TYPES_MAP _parse_config",
        mend=ANNOTATION,
    ),
    "fiftyone.utils.data": own(
        *_FORMAT_CLASSES,
        names={"map_values": f"{COMPAT}.value_maps:map_values"},
        absent="LabelsExporter",
        mend=FORMATS,
    ),
    "fiftyone.utils.data.base": own(names={"map_values": f"{COMPAT}.value_maps:map_values"}),
    "fiftyone.utils.data.exporters": own("data.formats.exporters", "data.formats.media_exporters"),
    "fiftyone.utils.data.importers": own("data.formats.importers"),
    "fiftyone.utils.data.parsers": own("data.formats.sample_parsers"),
    "fiftyone.utils.eval": own(absent="get_subset_view"),
    "fiftyone.utils.eval.base": own(absent="get_subset_view"),
    "fiftyone.utils.github": own(absent="GitHubRepository", mend="download the repository yourself"),
    "fiftyone.utils.huggingface": own(absent="load_from_hub push_to_hub"),
    "fiftyone.utils.image": own("data.image_files"),
    "fiftyone.utils.iou": own("data.overlaps"),
    "fiftyone.utils.labels": own(
        "data.collection_conversions",
        names={"perform_nms": "data.overlaps:perform_nms"},
        absent="binarize_instances detections_3d_to_cuboids_2d index_to_instance",
    ),
    "fiftyone.utils.random": own("plugins.compat.splits", absent="balanced_sample weighted_sample"),
    "fiftyone.utils.torch": own(
        names={"GetItem": "data.torch_dataset:GetItem"},
        absent="SemanticSegmenterOutputProcessor TorchImageDataset TorchImageModel "
        "TorchImageModelConfig recommend_num_workers",
        mend=TORCH,
    ),
    "fiftyone.utils.training": own(absent="load_view_stages resolve_eval_kind resolve_view"),
    "fiftyone.utils.ultralytics": own(absent="convert_ultralytics_model to_detections"),
    "fiftyone.utils.utils3d": own(
        "data.projections", absent="compute_orthographic_projection_images", mend=SCENES_3D
    ),
    "fiftyone.utils.video": own(
        absent="concat_videos extract_clip reencode_videos sample_videos transform_videos"
    ),
    "fiftyone.zoo": own(
        f"{COMPAT}.zoo",
        absent="RemoteZooModel download_zoo_dataset download_zoo_model get_zoo_model "
        "load_zoo_model register_zoo_model_source",
        mend=ZOO,
    ),
    "fiftyone.zoo.datasets": own(
        f"{COMPAT}.zoo",
        absent="_get_zoo_dataset_sources _get_zoo_datasets _list_zoo_datasets get_zoo_dataset",
        mend=ZOO,
    ),
    "fiftyone.zoo.models": own(
        f"{COMPAT}.zoo",
        absent="RemoteZooModel get_zoo_model load_zoo_model register_zoo_model_source",
        mend=ZOO,
    ),
}
