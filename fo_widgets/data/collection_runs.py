"""The methods of collections about runs: custom ones, brain runs, evaluations and annotation runs."""

from __future__ import annotations

from typing import Any

from .custom_metrics import clean_metrics, rename_metrics
from .run_store import RunStore
from .runs import RunConfig, RunInfo, RunResults, results_class


class CollectionRuns:
    """Registering, listing, loading and deleting runs."""

    def _run_store(self, attribute: str) -> RunStore:
        coll: Any = self
        return RunStore(coll._root_dataset, attribute)

    # -- custom runs ---------------------------------------------------------

    def init_run(self, **kwargs: Any) -> RunConfig:
        """The settings of a run to be registered."""
        return RunConfig(**kwargs)

    def register_run(
        self,
        run_key: str,
        config: RunConfig,
        results: RunResults | None = None,
        overwrite: bool = False,
        cleanup: bool = True,
        cache: bool = True,
    ) -> None:
        """Puts down a run on this collection.

        Raises:
            ValueError: if the key is no name, or is taken
        """
        store = self._run_store("runs")
        store.register(run_key, config, self, overwrite)
        if results is not None:
            store.save_results(run_key, results, cache=cache)

    def update_run_config(self, run_key: str, config: RunConfig) -> None:
        """Replaces the settings of a run.

        Raises:
            ValueError: if there is none of that key
        """
        self._run_store("runs").update_config(run_key, config)

    def init_run_results(self, run_key: str, **kwargs: Any) -> RunResults:
        """Results of a run, to be filled and saved.

        Raises:
            ValueError: if there is no such run
        """
        config = self._run_store("runs").info(run_key).config
        return results_class(config)(self, config, run_key, **kwargs)

    def save_run_results(
        self, run_key: str, results: RunResults, overwrite: bool = True, cache: bool = True
    ) -> None:
        """Saves what came out of a run.

        Raises:
            ValueError: if there is no such run, or there are results that must not be replaced
        """
        self._run_store("runs").save_results(run_key, results, overwrite, cache)

    # -- custom runs, continued ------------------------------------------------

    def has_run(self, run_key: str) -> bool:
        """Whether there is a run of that key."""
        return self._run_store("runs").has(run_key)

    def list_runs(self, **kwargs: Any) -> list[str]:
        """The keys of the runs whose settings have some values."""
        return self._run_store("runs").list_keys(**kwargs)

    def rename_run(self, run_key: str, new_run_key: str) -> None:
        """Gives a run another key.

        Raises:
            ValueError: if there is none, or the new key is no name or is taken
        """
        self._run_store("runs").rename(run_key, new_run_key)

    def get_run_info(self, run_key: str) -> RunInfo:
        """Key, time and settings of a run.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("runs").info(run_key)

    def load_run_results(
        self, run_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> RunResults | None:
        """What came out of a run; None if nothing is saved.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("runs").load_results(run_key, self, cache)

    def load_run_view(self, run_key: str, select_fields: bool = False) -> Any:
        """The view that a run was on.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("runs").load_view(run_key)

    def delete_run(self, run_key: str) -> None:
        """Removes a run with its results.

        Raises:
            ValueError: if there is none of that key
        """
        self._delete_run("runs", run_key)

    def delete_runs(self) -> None:
        """Removes all runs."""
        for key in self._run_store("runs").list_keys():
            self._delete_run("runs", key)

    # -- brain runs ------------------------------------------------------------

    def has_brain_run(self, brain_key: str) -> bool:
        """Whether there is a brain run of that key."""
        return self._run_store("brain_methods").has(brain_key)

    def list_brain_runs(self, type: Any = None, method: Any = None, **kwargs: Any) -> list[str]:
        """The keys of the brain runs whose settings have some values."""
        return self._run_store("brain_methods").list_keys(type=type, method=method, **kwargs)

    def rename_brain_run(self, brain_key: str, new_brain_key: str) -> None:
        """Gives a brain run another key.

        Raises:
            ValueError: if there is none, or the new key is no name or is taken
        """
        self._run_store("brain_methods").rename(brain_key, new_brain_key)

    def get_brain_info(self, brain_key: str) -> RunInfo:
        """Key, time and settings of a brain run.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("brain_methods").info(brain_key)

    def load_brain_results(
        self, brain_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> RunResults | None:
        """What came out of a brain run; None if nothing is saved.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("brain_methods").load_results(brain_key, self, cache)

    def load_brain_view(self, brain_key: str, select_fields: bool = False) -> Any:
        """The view that a brain run was on.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("brain_methods").load_view(brain_key)

    def delete_brain_run(self, brain_key: str) -> None:
        """Removes a brain run with its results.

        Raises:
            ValueError: if there is none of that key
        """
        self._delete_run("brain_methods", brain_key)

    def delete_brain_runs(self) -> None:
        """Removes all brain runs."""
        for key in self._run_store("brain_methods").list_keys():
            self._delete_run("brain_methods", key)

    # -- evaluations -----------------------------------------------------------

    def has_evaluation(self, eval_key: str) -> bool:
        """Whether there is an evaluation of that key."""
        return self._run_store("evaluations").has(eval_key)

    def list_evaluations(self, type: Any = None, method: Any = None, **kwargs: Any) -> list[str]:
        """The keys of the evaluations whose settings have some values."""
        return self._run_store("evaluations").list_keys(type=type, method=method, **kwargs)

    def rename_evaluation(self, eval_key: str, new_eval_key: str) -> None:
        """Gives an evaluation another key, and the fields that it has written.

        Raises:
            ValueError: if there is none, or the new key is no name or is taken
        """
        coll: Any = self
        store = self._run_store("evaluations")
        config = store.info(eval_key).config
        store.rename(eval_key, new_eval_key)
        dataset = coll._root_dataset
        for path in self._evaluation_fields(eval_key, config):
            head, _, name = path.rpartition(".")
            new = new_eval_key + name[len(eval_key) :]
            renamed = f"{head}.{new}" if head else new
            if path.startswith("frames."):
                dataset.rename_frame_field(path[len("frames.") :], renamed[len("frames.") :])
            else:
                dataset.rename_sample_field(path, renamed)
        rename_metrics(coll, config, eval_key, new_eval_key)

    def get_evaluation_info(self, eval_key: str) -> RunInfo:
        """Key, time and settings of an evaluation.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("evaluations").info(eval_key)

    def load_evaluation_results(
        self, eval_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> RunResults | None:
        """What came out of an evaluation; None if nothing is saved.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("evaluations").load_results(eval_key, self, cache)

    def load_evaluation_view(self, eval_key: str, select_fields: bool = False) -> Any:
        """The view that an evaluation was on.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("evaluations").load_view(eval_key)

    def delete_evaluation(self, eval_key: str) -> None:
        """Removes an evaluation with its results.

        Raises:
            ValueError: if there is none of that key
        """
        self._delete_run("evaluations", eval_key)

    def delete_evaluations(self) -> None:
        """Removes all evaluations."""
        for key in self._run_store("evaluations").list_keys():
            self._delete_run("evaluations", key)

    # -- annotation runs -------------------------------------------------------

    def has_annotation_run(self, anno_key: str) -> bool:
        """Whether there is an annotation run of that key."""
        return self._run_store("annotation_runs").has(anno_key)

    def list_annotation_runs(self, type: Any = None, method: Any = None, **kwargs: Any) -> list[str]:
        """The keys of the annotation runs whose settings have some values."""
        return self._run_store("annotation_runs").list_keys(type=type, method=method, **kwargs)

    def rename_annotation_run(self, anno_key: str, new_anno_key: str) -> None:
        """Gives an annotation run another key.

        Raises:
            ValueError: if there is none, or the new key is no name or is taken
        """
        self._run_store("annotation_runs").rename(anno_key, new_anno_key)

    def get_annotation_info(self, anno_key: str) -> RunInfo:
        """Key, time and settings of an annotation run.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("annotation_runs").info(anno_key)

    def load_annotation_results(
        self, anno_key: str, cache: bool = True, load_view: bool = True, **kwargs: Any
    ) -> RunResults | None:
        """What came out of an annotation run; None if nothing is saved.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("annotation_runs").load_results(anno_key, self, cache)

    def load_annotation_view(self, anno_key: str, select_fields: bool = False) -> Any:
        """The view that an annotation run was on.

        Raises:
            ValueError: if there is none of that key
        """
        return self._run_store("annotation_runs").load_view(anno_key)

    def delete_annotation_run(self, anno_key: str) -> None:
        """Removes an annotation run with its results.

        Raises:
            ValueError: if there is none of that key
        """
        self._delete_run("annotation_runs", anno_key)

    def delete_annotation_runs(self) -> None:
        """Removes all annotation runs."""
        for key in self._run_store("annotation_runs").list_keys():
            self._delete_run("annotation_runs", key)

    def _delete_run(self, attribute: str, key: str) -> None:
        coll: Any = self
        store = self._run_store(attribute)
        if attribute == "evaluations":
            config = store.info(key).config
            for path in self._evaluation_fields(key, config):
                if path.startswith("frames."):
                    coll._root_dataset.delete_frame_field(path[len("frames.") :], error_level=1)
                else:
                    coll._root_dataset.delete_sample_field(path, error_level=1)
            clean_metrics(coll, config, key)
        store.delete(key)

    def _evaluation_fields(self, key: str, config: Any) -> list[str]:
        """The fields that an evaluation has written."""
        coll: Any = self
        dataset = coll._root_dataset
        names = [key, *(f"{key}_{n}" for n in ("tp", "fp", "fn", "accuracy", "precision", "recall", "dice"))]
        for field in (config.pred_field, config.gt_field):
            if isinstance(field, str) and dataset.has_field(field) and dataset._is_label_field(field):
                root = dataset._root_of_labels(field)
                names += [f"{root}.{key}", f"{root}.{key}_id", f"{root}.{key}_iou"]
        found = [n for n in names if not n.startswith("frames.") and dataset.has_sample_field(n)]
        if dataset._has_frame_fields():
            own = [n.removeprefix("frames.") for n in names]
            found += [f"frames.{n}" for n in dict.fromkeys(own) if dataset.has_frame_field(n)]
        return found
