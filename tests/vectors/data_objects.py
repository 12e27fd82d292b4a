"""One object of each kind, made with FiftyOne or with fo_widgets as `fo`; `data_members.json` has what they have."""

from __future__ import annotations

from typing import Any

ONE_EACH = [
    "Regression",
    "Classification",
    "Classifications",
    "Detection",
    "Detections",
    "Polyline",
    "Polylines",
    "Keypoint",
    "Keypoints",
    "Segmentation",
    "Heatmap",
    "TemporalDetections",
    "GeoLocation",
    "GeoLocations",
    "ImageMetadata",
    "VideoMetadata",
    "DatasetAppConfig",
    "ColorScheme",
    "Space",
    "RunConfig",
]


def objects(fo: Any) -> dict[str, Any]:
    """The objects by the names of their kinds, in two new datasets of the database in use."""
    images, videos = fo.Dataset("members_of_images"), fo.Dataset("members_of_videos")
    box = {"label": "a", "bounding_box": [0, 0, 0.5, 0.5]}
    boxes = fo.Detections(detections=[fo.Detection(**box)])
    images.add_sample(fo.Sample(filepath="/a.png", boxes=boxes))
    event = fo.TemporalDetection(label="a", support=[1, 2])
    video = fo.Sample(filepath="/a.mp4", events=fo.TemporalDetections(detections=[event]))
    video.frames[1] = fo.Frame(boxes=fo.Detections(detections=[fo.Detection(**box, index=1)]))
    videos.add_sample(video)
    images.register_run("run", images.init_run())
    shown = videos.limit(1).first()
    lens = fo.OpenCVCameraIntrinsics(fx=1, fy=1, cx=0, cy=0)
    return {
        **{name: getattr(fo, name)() for name in ONE_EACH},
        "ClipView": videos.to_clips("events").first(),
        "ClipsView": videos.to_clips("events"),
        "Dataset": images,
        "DatasetView": images.limit(1),
        "Frame": video.frames[1],
        "FrameView": shown.frames[1],
        "Frames": video.frames,
        "FramesOfView": shown.frames,
        "FramesView": videos.to_frames(),
        "KeypointSkeleton": fo.KeypointSkeleton(edges=[[0, 1]]),
        "OpenCVCameraIntrinsics": lens,
        "Panel": fo.Panel(type="x"),
        "PatchView": images.to_patches("boxes").first(),
        "PatchesView": images.to_patches("boxes"),
        "RunInfo": images.get_run_info("run"),
        "RunResults": images.init_run_results("run"),
        "Sample": images.first(),
        "SampleView": images.limit(1).first(),
        "SidebarGroupDocument": fo.SidebarGroupDocument(name="a"),
        "StaticTransform": fo.StaticTransform(
            source_frame="a", quaternion=[0, 0, 0, 1], translation=[0, 0, 0]
        ),
        "TemporalDetection": event,
        "TrajectoriesView": videos.to_trajectories("frames.boxes"),
    }
