"""What `fiftyone.core` is served from."""

from __future__ import annotations

from fo_widgets.plugins.table.row import (
    ANNOTATION,
    COMPAT,
    LIVE_PLOTS,
    NO_SESSION,
    SCENES_3D,
    SERVER,
    TORCH,
    Row,
    functions,
    own,
)

_UTILS = tuple(
    f"{COMPAT}.{module}"
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

ROWS: dict[str, Row] = {
    "fiftyone.core": Row(),
    "fiftyone.core.aggregations": own("data.aggregations"),
    "fiftyone.core.brain": own(
        names={
            "BrainInfo": "data.runs:RunInfo",
            "BrainMethod": "data.runs:BrainMethod",
            "BrainMethodConfig": "data.runs:BrainConfig",
            "BrainResults": "data.runs:BrainResults",
        }
    ),
    "fiftyone.core.cache": own(absent="media_cache", mend="it exists in FiftyOne Enterprise only"),
    "fiftyone.core.camera": own("data.camera", "data.projection"),
    "fiftyone.core.clips": own("data"),
    "fiftyone.core.collections": own(
        "data", names=functions("_parse_frame_labels_field", "_parse_label_field")
    ),
    "fiftyone.core.config": own(
        "plugins.compat.config",
        absent="AnnotationConfig AppConfig AppConfigError EvaluationConfig FiftyOneConfig FiftyOneConfigError "
        "load_annotation_config load_app_config load_config load_evaluation_config",
        mend="settings here are attributes of fo.config and fo.app_config",
    ),
    "fiftyone.core.dataset": own("data", f"{COMPAT}.session_settings"),
    "fiftyone.core.evaluation": own(
        names={
            "EvaluationInfo": "data.runs:RunInfo",
            "EvaluationMethod": "data.runs:EvaluationMethod",
            "EvaluationMethodConfig": "data.runs:EvaluationConfig",
            "EvaluationResults": "data.evaluation_scores:EvaluationResults",
        }
    ),
    "fiftyone.core.expressions": own("data.expressions"),
    "fiftyone.core.fields": own("data.fields", "data.field_checks"),
    "fiftyone.core.frame": own("data"),
    "fiftyone.core.frame_utils": own("data.frame_numbers"),
    "fiftyone.core.groups": own("data.groups"),
    "fiftyone.core.labels": own("data.labels"),
    "fiftyone.core.media": own(
        "data.media", names={"SelectGroupSlicesError": f"{COMPAT}.validation:SelectGroupSlicesError"}
    ),
    "fiftyone.core.metadata": own("data.metadata", names=functions("compute_metadata")),
    "fiftyone.core.models": own(
        "plugins.compat.models",
        names=functions("apply_model", "compute_embeddings", "compute_patch_embeddings"),
        absent="ErrorHandlingCollate load_model",
        mend=TORCH,
    ),
    "fiftyone.core.odm": own("data"),
    "fiftyone.core.odm.database": own("storage", names={"get_db_conn": "storage:connect"}),
    "fiftyone.core.odm.dataset": own("data"),
    "fiftyone.core.odm.embedded_document": own("data.embedded", "data"),
    "fiftyone.core.odm.workspace": own(
        "data", names={"default_workspace_factory": "data:default_spaces"}, absent="WorkspaceDocument"
    ),
    "fiftyone.core.media_reference": own("data.media_reference"),
    "fiftyone.core.ontology": own(
        absent="AnnotationOntology AttributeSpec Node Taxonomy When WhenAnd WhenCondition WhenEquals WhenIn "
        "WhenOperator WhenOr apply_ontology delete_ontology list_ontologies load_ontology ontology_exists "
        "save_ontology",
        mend=ANNOTATION,
    ),
    "fiftyone.core.patches": own("data"),
    "fiftyone.core.plots": own("data.plots", "data.view_plots", absent=LIVE_PLOTS, mend=NO_SESSION),
    "fiftyone.core.plots.plotly": own("data.plots", f"{COMPAT}.color_scales"),
    "fiftyone.core.plots.views": own("data.view_plots", absent=LIVE_PLOTS, mend=NO_SESSION),
    "fiftyone.core.runs": own(
        "data.runs",
        names={
            "BaseRun": "data.runs:Run",
            "BaseRunConfig": "data.runs:RunConfig",
            "BaseRunInfo": "data.runs:RunInfo",
            "BaseRunResults": "data.runs:RunResults",
        },
    ),
    "fiftyone.core.sample": own("data"),
    "fiftyone.core.session": own(
        names={"launch_app": ":launch_app"}, absent="Session close_app", mend="use fo_widgets.launch_app"
    ),
    "fiftyone.core.session.session": own(
        names={"launch_app": ":launch_app"}, absent="Session close_app", mend="use fo_widgets.launch_app"
    ),
    "fiftyone.core.stages": own("data.stages"),
    "fiftyone.core.state": own(
        names={name: f"{COMPAT}.app_server:{name}" for name in ("SampleField", "serialize_fields")},
        absent="StateDescription",
        mend=SERVER,
    ),
    "fiftyone.core.storage": own(f"{COMPAT}.paths", f"{COMPAT}.files", f"{COMPAT}.folders"),
    "fiftyone.core.tags": own(absent="TemporalTag TemporalTagFilter add_temporal_tags"),
    "fiftyone.core.threed": own(absent="Scene PerspectiveCamera PlyMesh", mend=SCENES_3D),
    "fiftyone.core.threed.camera": own(absent="PerspectiveCamera", mend=SCENES_3D),
    "fiftyone.core.threed.mesh": own(absent="FbxMesh GltfMesh ObjMesh PlyMesh StlMesh", mend=SCENES_3D),
    "fiftyone.core.threed.scene_3d": own(absent="Scene", mend=SCENES_3D),
    "fiftyone.core.utils": own(
        *_UTILS,
        names={
            "disable_progress_bars": f"{COMPAT}.session_settings:disable_progress_bars",
            "report_progress": "operators.progress:report_progress",
        },
    ),
    "fiftyone.core.validation": own("plugins.compat.validation"),
    "fiftyone.core.video": own("data.generated", "data"),
    "fiftyone.core.view": own("data"),
    "fiftyone.core.annotation": Row(),
    "fiftyone.core.annotation.constants": own(
        absent="CHECKBOXES_OR_RADIO_THRESHOLD DROPDOWN LABEL LABEL_TYPE_TO_CLASS RADIO TYPE_TO_FIELD",
        mend=ANNOTATION,
    ),
    "fiftyone.core.annotation.hydrate_label_schemas": own(
        absent="dehydrate_applied_ontology hydrate_applied_ontology", mend=ANNOTATION
    ),
    "fiftyone.core.annotation.utils": own(
        absent="backfill_instances_from_index get_type list_valid_annotation_fields", mend=ANNOTATION
    ),
    "fiftyone.core.annotation.validate_label_schemas": own(
        absent="ValidationErrors validate_label_schemas", mend=ANNOTATION
    ),
}
