"""What `fiftyone` itself, and its operators and plugins are served from."""

from __future__ import annotations

from fo_widgets.plugins.table.row import COMPAT, SERVER, Row, functions, own

_COLLECTION_FUNCTIONS = (
    "apply_model", "compute_embeddings", "compute_patch_embeddings", "evaluate_classifications",
    "evaluate_detections", "evaluate_regressions", "evaluate_segmentations",
)  # fmt: skip


ROWS: dict[str, Row] = {
    "fiftyone": own(
        "data",
        f"{COMPAT}.models",
        f"{COMPAT}.session_settings",
        "data.plots",
        "data.view_plots",
        names={
            **functions(*_COLLECTION_FUNCTIONS),
            "ClassificationResults": "data.evaluation_scores:ClassificationResults",
            "DetectionResults": "data.evaluation_objects:DetectionResults",
            "MediaReference": "data.media_reference:MediaReference",
            "RegressionResults": "data.evaluation_scores:RegressionResults",
            "Run": "data.runs:Run",
            "SegmentationResults": "data.evaluation_pixels:SegmentationResults",
            "VALUE": "data.expressions:VALUE",
            "__version__": f"{COMPAT}.constants:VERSION",
            "annotation_config": f"{COMPAT}.config:annotation_config",
            "app_config": f"{COMPAT}.config:app_config",
            "config": f"{COMPAT}.config:config",
            "evaluation_config": f"{COMPAT}.config:evaluation_config",
            "flatten_schema": "data.field_checks:flatten_schema",
            "launch_app": ":launch_app",
            "pformat": f"{COMPAT}.text:pformat",
            "pprint": f"{COMPAT}.text:pprint",
            "report_progress": "operators.progress:report_progress",
            "ProgressBar": f"{COMPAT}.progress:ProgressBar",
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
    "fiftyone.constants": own("plugins.compat.constants", absent="RESOURCES_DIR SERVER_DIR"),
    "fiftyone.types": own("plugins.compat.dataset_types"),
    "fiftyone.types.dataset_types": own("plugins.compat.dataset_types"),
    "fiftyone.factory": own("delegation.paging"),
    # operators
    "fiftyone.operators": own(
        "operators",
        absent="OperatorError PanelHTML remote_notifier",
        mend="it exists in FiftyOne Enterprise only",
    ),
    "fiftyone.operators.builtin": own("operators.builtin"),
    "fiftyone.operators.cache": own("operators.cache"),
    "fiftyone.operators.cache.decorator": own("operators.cache"),
    "fiftyone.operators.cache.serialization": own("operators.cache"),
    "fiftyone.operators.categories": own("operators"),
    "fiftyone.operators.constants": own("operators.targets"),
    "fiftyone.operators.decorators": own("operators.deadline", absent="dir_state plugins_cache"),
    "fiftyone.operators.delegated": own("delegation"),
    "fiftyone.operators.evaluation_metric": own("operators"),
    "fiftyone.operators.executor": own("operators.executor", "operators"),
    "fiftyone.operators.message": own("operators.message", "operators"),
    "fiftyone.operators.operations": own("operators.operations", "operators"),
    "fiftyone.operators.operator": own("operators.operator", "operators"),
    "fiftyone.operators.panel": own("operators.panel", "operators"),
    "fiftyone.operators.permissions": own(
        names={"PermissionedOperatorRegistry": "operators.registry:OperatorRegistry"},
        absent="ManagedOperators",
        mend=SERVER,
    ),
    "fiftyone.operators.registry": own("operators.registry"),
    "fiftyone.operators.remote_notifier": own(
        absent="RemoteNotifier SseNotifier default_sse_notifier", mend=SERVER
    ),
    "fiftyone.operators.server": own(
        absent="ExecuteOperator ExecuteOperatorAsGenerator ListOperators OperatorRoutes "
        "ResolveExecutionOptions ResolvePlacements ResolveType SubscribeToExecutionStoreAsOperator",
        mend=SERVER,
    ),
    "fiftyone.operators.sse": own("operators"),
    "fiftyone.operators.store": own("storage"),
    "fiftyone.operators.store.models": own("storage"),
    "fiftyone.operators.store.notification_service": own(
        "storage",
        absent="ChangeStreamNotificationService MongoChangeStreamNotificationService "
        "default_notification_service is_notification_service_disabled",
        mend=SERVER,
    ),
    "fiftyone.operators.store.service": own("storage"),
    "fiftyone.operators.store.store": own("storage"),
    "fiftyone.operators.store.transient_jobs": own("storage"),
    "fiftyone.operators.types": own("schema.types"),
    "fiftyone.operators._types": own("schema.types"),
    "fiftyone.operators._types.pipeline": own("schema.types"),
    "fiftyone.operators._types.types": own("schema.types"),
    "fiftyone.operators.utils": own("operators.progress"),
    # plugins
    "fiftyone.plugins": own(
        "plugins.management",
        "plugins",
        absent="PluginSecretsResolver list_skills",
        mend="ctx.secrets and ctx.secret(key) look a plugin's secrets up; skills are not read",
    ),
    "fiftyone.plugins.context": own("plugins.context"),
    "fiftyone.plugins.constants": own(absent="BUILTIN_PLUGINS_DIR"),
    "fiftyone.plugins.core": own("plugins.management"),
    "fiftyone.plugins.definitions": own("plugins.manifest"),
    "fiftyone.plugins.secrets": own(
        "operators.secrets",
        names={"SecretsDictionary": "operators.secrets:PluginSecrets"},
        absent="PluginSecretsResolver",
        mend="ctx.secrets and ctx.secret(key) look a plugin's secrets up",
    ),
    "fiftyone.plugins.skills": own(absent="SkillDefinition list_skills"),
    "fiftyone.plugins.utils": own(
        "plugins.management",
        absent="find_plugins get_plugin_info list_zoo_plugins",
        mend="download the plugin's repository and call fo_widgets.load_plugins(path)",
    ),
}
