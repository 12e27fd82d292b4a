"""Which of our modules serves which module of FiftyOne's: one table, and nothing else decides."""

from __future__ import annotations

from dataclasses import dataclass, field

_FIFTYONE = "use FiftyOne itself for it (pip install fiftyone) and open the same database"
_3D = "3D scenes are not part of fo_widgets yet"
_ANNOTATION = f"annotation backends are not part of fo_widgets; {_FIFTYONE}"
_BRAIN = f"this method of the brain is not part of fo_widgets; {_FIFTYONE}, its runs can then be read here"
_ZOO = f"the zoo is not part of fo_widgets; {_FIFTYONE}"
_TORCH = f"FiftyOne's PyTorch helpers are not part of fo_widgets; use torch directly, or {_FIFTYONE}"
_FORMATS = f"this importer or exporter is not part of fo_widgets; {_FIFTYONE}"
_SERVER = "fo_widgets has no App server"
_NO_SESSION = (
    "plots here are plotly figures that no App session selects with; show them in a panel's PlotlyView"
)
_LIVE_PLOTS = "InteractivePlot ResponsivePlot PlotManager ViewGrid"
_COMPAT = "plugins.compat"


@dataclass(frozen=True)
class Row:
    """How one module of FiftyOne's is served.

    Attributes:
        sources: modules of ours; a name is looked up in them in this order.
        names: single names: `"module:attribute"`. They win over the sources.
        absent: names that exist in FiftyOne and not here: they import, and raise when used.
        mend: said when an absent name is used.
    """

    sources: tuple[str, ...] = ()
    names: dict[str, str] = field(default_factory=dict)
    absent: tuple[str, ...] = ()
    mend: str = _FIFTYONE

    def doc(self, name: str) -> str:
        """The docstring of the module."""
        served = ", ".join([*self.sources, *sorted(set(self.names.values()))]) or "nothing yet"
        return f"`{name}` as fo_widgets serves it, from {served}."


def _own(*sources: str, names: dict[str, str] | None = None, absent: str = "", mend: str = _FIFTYONE) -> Row:
    own = {name: f"fo_widgets.{place}".replace(".:", ":") for name, place in (names or {}).items()}
    return Row(tuple(f"fo_widgets.{source}" for source in sources), own, tuple(absent.split()), mend)


_COLLECTION_FUNCTIONS = (
    "apply_model", "compute_embeddings", "compute_patch_embeddings", "evaluate_classifications",
    "evaluate_detections", "evaluate_regressions", "evaluate_segmentations",
)  # fmt: skip


def _functions(*names: str) -> dict[str, str]:
    """Methods of collections that FiftyOne also has as functions."""
    return {name: f"{_COMPAT}.collection_functions:{name}" for name in names}


_UTILS = tuple(
    f"{_COMPAT}.{module}"
    for module in (
        "arguments",
        "arrays",
        "attributes",
        "batches",
        "colors",
        "filenames",
        "imports",
        "progress",
        "text",
        "times",
        "workers",
    )
)

_FORMAT_CLASSES = tuple(
    f"data.formats.{module}" for module in ("importers", "exporters", "media_exporters", "sample_parsers")
)

MODULES: dict[str, Row] = {
    "fiftyone": _own(
        "data",
        f"{_COMPAT}.models",
        f"{_COMPAT}.session_settings",
        "data.plots",
        "data.view_plots",
        names={
            **_functions(*_COLLECTION_FUNCTIONS),
            "ClassificationResults": "data.evaluation_scores:ClassificationResults",
            "DetectionResults": "data.evaluation_objects:DetectionResults",
            "MediaReference": "data.media_reference:MediaReference",
            "RegressionResults": "data.evaluation_scores:RegressionResults",
            "Run": "data.runs:Run",
            "SegmentationResults": "data.evaluation_pixels:SegmentationResults",
            "VALUE": "data.expressions:VALUE",
            "__version__": f"{_COMPAT}.constants:VERSION",
            "annotation_config": f"{_COMPAT}.config:annotation_config",
            "app_config": f"{_COMPAT}.config:app_config",
            "config": f"{_COMPAT}.config:config",
            "evaluation_config": f"{_COMPAT}.config:evaluation_config",
            "flatten_schema": "data.field_checks:flatten_schema",
            "launch_app": ":launch_app",
            "pformat": f"{_COMPAT}.text:pformat",
            "pprint": f"{_COMPAT}.text:pprint",
            "report_progress": "operators.progress:report_progress",
            "ProgressBar": f"{_COMPAT}.progress:ProgressBar",
        },
        absent="""
            AmbientLight AnnotationOntology AppConfig AttributeSpec BoxGeometry
            ClassificationEvaluationConfig CylinderGeometry DetectionEvaluationConfig
            DirectionalLight Euler FbxMesh GaussianSplat GltfMesh InteractivePlot
            InvalidMediaLocationError LeRobotEpisodeReference MalformedMediaSourceError MediaAsset
            MediaAssetRole MediaReferenceError MediaSourceAuthorizationError MeshBasicMaterial
            MeshDepthMaterial MeshLambertMaterial MeshPhongMaterial MirisStream
            MissingMediaRootError ModelConfig ModelManager ModelManagerConfig MovedMediaRootError
            Node ObjMesh PerspectiveCamera PlaneGeometry PlyMesh PointCloud PointCloudMaterial
            PointLight Quaternion RegressionEvaluationConfig ResponsivePlot RowInterval Scene
            SceneBackground SegmentationEvaluationConfig Session SphereGeometry SpotLight
            StaleMediaReferenceError StlMesh Taxonomy UnfinalizedMediaSourceError
            UnsupportedLeRobotExportModeError UnsupportedLeRobotVersionError
            UnsupportedMediaReferenceOperation Vector3 VideoTimestampInterval ViewGrid When WhenAnd
            WhenCondition WhenEquals WhenIn WhenOperator WhenOr WholeFile apply_ontology close_app
            delete_ontology generate_label_schemas list_ontologies load_model load_ontology
            ontology_exists quickstart save_ontology validate_label_schemas
            """,
    ),
    "fiftyone.constants": _own("plugins.compat.constants", absent="RESOURCES_DIR SERVER_DIR"),
    "fiftyone.types": _own("plugins.compat.dataset_types"),
    "fiftyone.types.dataset_types": _own("plugins.compat.dataset_types"),
    "fiftyone.factory": _own("delegation.paging"),
    # operators
    "fiftyone.operators": _own(
        "operators",
        absent="OperatorError PanelHTML remote_notifier",
        mend="it exists in FiftyOne Enterprise only",
    ),
    "fiftyone.operators.builtin": _own("operators.builtin"),
    "fiftyone.operators.cache": _own("operators.cache"),
    "fiftyone.operators.cache.decorator": _own("operators.cache"),
    "fiftyone.operators.cache.serialization": _own("operators.cache"),
    "fiftyone.operators.categories": _own("operators"),
    "fiftyone.operators.constants": _own("operators.targets"),
    "fiftyone.operators.decorators": _own("operators.deadline", absent="dir_state plugins_cache"),
    "fiftyone.operators.delegated": _own("delegation"),
    "fiftyone.operators.evaluation_metric": _own("operators"),
    "fiftyone.operators.executor": _own("operators.executor", "operators"),
    "fiftyone.operators.message": _own("operators.message", "operators"),
    "fiftyone.operators.operations": _own("operators.operations", "operators"),
    "fiftyone.operators.operator": _own("operators.operator", "operators"),
    "fiftyone.operators.panel": _own("operators.panel", "operators"),
    "fiftyone.operators.permissions": _own(
        names={"PermissionedOperatorRegistry": "operators.registry:OperatorRegistry"},
        absent="ManagedOperators",
        mend=_SERVER,
    ),
    "fiftyone.operators.registry": _own("operators.registry"),
    "fiftyone.operators.remote_notifier": _own(
        absent="RemoteNotifier SseNotifier default_sse_notifier", mend=_SERVER
    ),
    "fiftyone.operators.server": _own(
        absent="ExecuteOperator ExecuteOperatorAsGenerator ListOperators OperatorRoutes "
        "ResolveExecutionOptions ResolvePlacements ResolveType SubscribeToExecutionStoreAsOperator",
        mend=_SERVER,
    ),
    "fiftyone.operators.sse": _own("operators"),
    "fiftyone.operators.store": _own("storage"),
    "fiftyone.operators.store.models": _own("storage"),
    "fiftyone.operators.store.notification_service": _own(
        "storage",
        absent="ChangeStreamNotificationService MongoChangeStreamNotificationService "
        "default_notification_service is_notification_service_disabled",
        mend=_SERVER,
    ),
    "fiftyone.operators.store.service": _own("storage"),
    "fiftyone.operators.store.store": _own("storage"),
    "fiftyone.operators.store.transient_jobs": _own("storage"),
    "fiftyone.operators.types": _own("schema.types"),
    "fiftyone.operators._types": _own("schema.types"),
    "fiftyone.operators._types.pipeline": _own("schema.types"),
    "fiftyone.operators._types.types": _own("schema.types"),
    "fiftyone.operators.utils": _own("operators.progress"),
    # plugins
    "fiftyone.plugins": _own(
        "plugins.management",
        "plugins",
        absent="PluginSecretsResolver list_skills",
        mend="ctx.secrets and ctx.secret(key) look a plugin's secrets up; skills are not read",
    ),
    "fiftyone.plugins.context": _own("plugins.context"),
    "fiftyone.plugins.constants": _own(absent="BUILTIN_PLUGINS_DIR"),
    "fiftyone.plugins.core": _own("plugins.management"),
    "fiftyone.plugins.definitions": _own("plugins.manifest"),
    "fiftyone.plugins.secrets": _own(
        "operators.secrets",
        names={"SecretsDictionary": "operators.secrets:PluginSecrets"},
        absent="PluginSecretsResolver",
        mend="ctx.secrets and ctx.secret(key) look a plugin's secrets up",
    ),
    "fiftyone.plugins.skills": _own(absent="SkillDefinition list_skills"),
    "fiftyone.plugins.utils": _own(
        "plugins.management",
        absent="find_plugins get_plugin_info list_zoo_plugins",
        mend="download the plugin's repository and call fo_widgets.load_plugins(path)",
    ),
    # data
    "fiftyone.core": Row(),
    "fiftyone.core.aggregations": _own("data.aggregations"),
    "fiftyone.core.brain": _own(
        names={
            "BrainInfo": "data.runs:RunInfo",
            "BrainMethod": "data.runs:BrainMethod",
            "BrainMethodConfig": "data.runs:BrainConfig",
            "BrainResults": "data.runs:BrainResults",
        }
    ),
    "fiftyone.core.cache": _own(absent="media_cache", mend="it exists in FiftyOne Enterprise only"),
    "fiftyone.core.camera": _own("data.camera", "data.projection"),
    "fiftyone.core.clips": _own("data"),
    "fiftyone.core.collections": _own(
        "data", names=_functions("_parse_frame_labels_field", "_parse_label_field")
    ),
    "fiftyone.core.config": _own(
        "plugins.compat.config",
        absent="AnnotationConfig AppConfig AppConfigError EvaluationConfig FiftyOneConfig FiftyOneConfigError "
        "load_annotation_config load_app_config load_config load_evaluation_config",
        mend="settings here are attributes of fo.config and fo.app_config",
    ),
    "fiftyone.core.dataset": _own("data", f"{_COMPAT}.session_settings"),
    "fiftyone.core.evaluation": _own(
        names={
            "EvaluationInfo": "data.runs:RunInfo",
            "EvaluationMethod": "data.runs:EvaluationMethod",
            "EvaluationMethodConfig": "data.runs:EvaluationConfig",
            "EvaluationResults": "data.evaluation_scores:EvaluationResults",
        }
    ),
    "fiftyone.core.expressions": _own("data.expressions"),
    "fiftyone.core.fields": _own("data.fields", "data.field_checks"),
    "fiftyone.core.frame": _own("data"),
    "fiftyone.core.frame_utils": _own("data.frame_numbers"),
    "fiftyone.core.groups": _own("data.groups"),
    "fiftyone.core.labels": _own("data.labels"),
    "fiftyone.core.media": _own(
        "data.media", names={"SelectGroupSlicesError": f"{_COMPAT}.validation:SelectGroupSlicesError"}
    ),
    "fiftyone.core.metadata": _own("data.metadata", names=_functions("compute_metadata")),
    "fiftyone.core.models": _own(
        "plugins.compat.models",
        names=_functions("apply_model", "compute_embeddings", "compute_patch_embeddings"),
        absent="ErrorHandlingCollate load_model",
        mend=_TORCH,
    ),
    "fiftyone.core.odm": _own("data"),
    "fiftyone.core.odm.database": _own("storage", names={"get_db_conn": "storage:connect"}),
    "fiftyone.core.odm.dataset": _own("data"),
    "fiftyone.core.odm.embedded_document": _own("data.embedded", "data"),
    "fiftyone.core.odm.workspace": _own(
        "data", names={"default_workspace_factory": "data:default_spaces"}, absent="WorkspaceDocument"
    ),
    "fiftyone.core.media_reference": _own("data.media_reference"),
    "fiftyone.core.ontology": _own(
        absent="AnnotationOntology AttributeSpec Node Taxonomy When WhenAnd WhenCondition WhenEquals WhenIn "
        "WhenOperator WhenOr apply_ontology delete_ontology list_ontologies load_ontology ontology_exists "
        "save_ontology",
        mend=_ANNOTATION,
    ),
    "fiftyone.core.patches": _own("data"),
    "fiftyone.core.plots": _own("data.plots", "data.view_plots", absent=_LIVE_PLOTS, mend=_NO_SESSION),
    "fiftyone.core.plots.plotly": _own("data.plots", f"{_COMPAT}.color_scales"),
    "fiftyone.core.plots.views": _own("data.view_plots", absent=_LIVE_PLOTS, mend=_NO_SESSION),
    "fiftyone.core.runs": _own(
        "data.runs",
        names={
            "BaseRun": "data.runs:Run",
            "BaseRunConfig": "data.runs:RunConfig",
            "BaseRunInfo": "data.runs:RunInfo",
            "BaseRunResults": "data.runs:RunResults",
        },
    ),
    "fiftyone.core.sample": _own("data"),
    "fiftyone.core.session": _own(
        names={"launch_app": ":launch_app"}, absent="Session close_app", mend="use fo_widgets.launch_app"
    ),
    "fiftyone.core.session.session": _own(
        names={"launch_app": ":launch_app"}, absent="Session close_app", mend="use fo_widgets.launch_app"
    ),
    "fiftyone.core.stages": _own("data.stages"),
    "fiftyone.core.state": _own(
        names={name: f"{_COMPAT}.app_server:{name}" for name in ("SampleField", "serialize_fields")},
        absent="StateDescription",
        mend=_SERVER,
    ),
    "fiftyone.core.storage": _own("plugins.compat.files"),
    "fiftyone.core.tags": _own(absent="TemporalTag TemporalTagFilter add_temporal_tags"),
    "fiftyone.core.threed": _own(absent="Scene PerspectiveCamera PlyMesh", mend=_3D),
    "fiftyone.core.threed.camera": _own(absent="PerspectiveCamera", mend=_3D),
    "fiftyone.core.threed.mesh": _own(absent="FbxMesh GltfMesh ObjMesh PlyMesh StlMesh", mend=_3D),
    "fiftyone.core.threed.scene_3d": _own(absent="Scene", mend=_3D),
    "fiftyone.core.utils": _own(
        *_UTILS,
        names={
            "disable_progress_bars": f"{_COMPAT}.session_settings:disable_progress_bars",
            "report_progress": "operators.progress:report_progress",
        },
    ),
    "fiftyone.core.validation": _own("plugins.compat.validation"),
    "fiftyone.core.video": _own("data.generated", "data"),
    "fiftyone.core.view": _own("data"),
    "fiftyone.core.annotation": Row(),
    "fiftyone.core.annotation.constants": _own(
        absent="CHECKBOXES_OR_RADIO_THRESHOLD DROPDOWN LABEL LABEL_TYPE_TO_CLASS RADIO TYPE_TO_FIELD",
        mend=_ANNOTATION,
    ),
    "fiftyone.core.annotation.hydrate_label_schemas": _own(
        absent="dehydrate_applied_ontology hydrate_applied_ontology", mend=_ANNOTATION
    ),
    "fiftyone.core.annotation.utils": _own(
        absent="backfill_instances_from_index get_type list_valid_annotation_fields", mend=_ANNOTATION
    ),
    "fiftyone.core.annotation.validate_label_schemas": _own(
        absent="ValidationErrors validate_label_schemas", mend=_ANNOTATION
    ),
    # what needs FiftyOne itself
    "fiftyone.brain": _own(
        "data.brain_methods",
        names={"brain_config": f"{_COMPAT}.config:brain_config"},
        absent="""
            Similarity SimilarityConfig SimilarityIndex Visualization VisualizationConfig VisualizationResults
            compute_leaky_splits compute_mistakenness compute_near_duplicates compute_representativeness
            compute_uniqueness
            """,
        mend=_BRAIN,
    ),
    "fiftyone.brain.similarity": _own(
        absent="Similarity SimilarityConfig SimilarityIndex SortBySimilarity", mend=_BRAIN
    ),
    "fiftyone.brain.visualization": _own(
        absent="Visualization VisualizationConfig VisualizationResults", mend=_BRAIN
    ),
    "fiftyone.brain.internal": Row(),
    "fiftyone.brain.internal.core": Row(),
    "fiftyone.brain.internal.core.hardness": _own(absent="Hardness", mend=_BRAIN),
    "fiftyone.brain.internal.core.mistakenness": _own(absent="MistakennessMethod", mend=_BRAIN),
    "fiftyone.brain.internal.core.uniqueness": _own(absent="Uniqueness", mend=_BRAIN),
    "fiftyone.brain.internal.core.visualization": _own(absent="Visualization", mend=_BRAIN),
    "fiftyone.server": Row(),
    "fiftyone.server.utils": _own(names={"cache_dataset": f"{_COMPAT}.app_server:cache_dataset"}),
    "fiftyone.server.view": _own(absent="get_extended_view get_view", mend=_SERVER),
    "fiftyone.utils": Row(),
    "fiftyone.utils.annotations": _own(
        names={"DrawConfig": "data.formats.draw_config:DrawConfig"},
        absent="AnnotationAPI AnnotationBackend AnnotationBackendConfig AnnotationResults AnnotationMethod "
        "_LABEL_TYPES_MAP _RETURN_TYPES_MAP _parse_config",
        mend=_ANNOTATION,
    ),
    "fiftyone.utils.data": _own(
        *_FORMAT_CLASSES,
        names={"map_values": f"{_COMPAT}.value_maps:map_values"},
        absent="LabelsExporter",
        mend=_FORMATS,
    ),
    "fiftyone.utils.data.base": _own(names={"map_values": f"{_COMPAT}.value_maps:map_values"}),
    "fiftyone.utils.data.exporters": _own("data.formats.exporters", "data.formats.media_exporters"),
    "fiftyone.utils.data.importers": _own("data.formats.importers"),
    "fiftyone.utils.data.parsers": _own("data.formats.sample_parsers"),
    "fiftyone.utils.eval": _own(absent="get_subset_view"),
    "fiftyone.utils.eval.base": _own(absent="get_subset_view"),
    "fiftyone.utils.github": _own(absent="GitHubRepository", mend="download the repository yourself"),
    "fiftyone.utils.huggingface": _own(absent="load_from_hub push_to_hub"),
    "fiftyone.utils.image": _own("data.image_files"),
    "fiftyone.utils.iou": _own("data.overlaps"),
    "fiftyone.utils.labels": _own(
        "data.collection_conversions",
        names={"perform_nms": "data.overlaps:perform_nms"},
        absent="binarize_instances detections_3d_to_cuboids_2d index_to_instance",
    ),
    "fiftyone.utils.random": _own("plugins.compat.splits", absent="balanced_sample weighted_sample"),
    "fiftyone.utils.torch": _own(
        names={"GetItem": "data.torch_dataset:GetItem"},
        absent="SemanticSegmenterOutputProcessor TorchImageDataset TorchImageModel "
        "TorchImageModelConfig recommend_num_workers",
        mend=_TORCH,
    ),
    "fiftyone.utils.training": _own(absent="load_view_stages resolve_eval_kind resolve_view"),
    "fiftyone.utils.ultralytics": _own(absent="convert_ultralytics_model to_detections"),
    "fiftyone.utils.utils3d": _own(
        "data.projections", absent="compute_orthographic_projection_images", mend=_3D
    ),
    "fiftyone.utils.video": _own(
        absent="concat_videos extract_clip reencode_videos sample_videos transform_videos"
    ),
    "fiftyone.zoo": _own(
        f"{_COMPAT}.zoo",
        absent="RemoteZooModel download_zoo_dataset download_zoo_model get_zoo_model "
        "load_zoo_model register_zoo_model_source",
        mend=_ZOO,
    ),
    "fiftyone.zoo.datasets": _own(
        f"{_COMPAT}.zoo",
        absent="_get_zoo_dataset_sources _get_zoo_datasets _list_zoo_datasets get_zoo_dataset",
        mend=_ZOO,
    ),
    "fiftyone.zoo.models": _own(
        f"{_COMPAT}.zoo",
        absent="RemoteZooModel get_zoo_model load_zoo_model register_zoo_model_source",
        mend=_ZOO,
    ),
}

# where FiftyOne itself keeps the names of `import fiftyone`
MODULES["fiftyone.__public__"] = MODULES["fiftyone"]
