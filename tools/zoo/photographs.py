"""The photographs, and what a person saw in them.

Every coordinate is in pixels of the original picture (x to the right, y down) and was read off an enlarged
print of it with a grid; ``python -m tools.build_quickstart --preview DIR`` draws them for a second look.
"""

from __future__ import annotations

from dataclasses import dataclass, field

Point = tuple[float, float]
Box = tuple[float, float, float, float]  # left, top, right, bottom

CC0 = "CC0-1.0"
PUBLIC_DOMAIN = "public domain"


@dataclass(frozen=True)
class Line:
    """One shape of a polyline: ``closed`` joins its ends, ``filled`` paints the inside."""

    label: str
    points: tuple[Point, ...]
    closed: bool = False
    filled: bool = False


@dataclass(frozen=True)
class Photograph:
    """A picture of scikit-image, its origin, and its annotations."""

    file: str
    title: str
    author: str
    licence: str
    source: str
    boxes: tuple[tuple[str, Box], ...]
    lines: tuple[Line, ...] = ()
    keypoints: tuple[tuple[str, tuple[Point, ...]], ...] = ()
    location: Point | None = None  # longitude, latitude


@dataclass(frozen=True)
class StereoPair:
    """Two views of one scene, with the boxes of both and the facts of the camera."""

    title: str
    author: str
    licence: str
    source: str
    left: str
    right: str
    disparity: str
    boxes: dict[str, tuple[tuple[str, Box], ...]]
    camera: dict[str, float] = field(default_factory=dict)


def _coins(*rows: str) -> tuple[tuple[str, Box], ...]:
    found = []
    for row in rows:
        for coin in row.split("|"):
            left, top, right, bottom = (float(edge) for edge in coin.split())
            found.append(("coin", (left, top, right, bottom)))
    return tuple(found)


PHOTOGRAPHS = (
    Photograph(
        file="astronaut.png",
        title="Eileen Collins, astronaut",
        author="NASA",
        licence=PUBLIC_DOMAIN,
        source="https://flic.kr/p/r9qvLn",
        boxes=(
            ("person", (18, 15, 364, 512)),
            ("face", (181, 72, 270, 179)),
            ("helmet", (277, 343, 512, 512)),
            ("flag", (0, 0, 98, 512)),
            ("spacecraft", (354, 0, 472, 290)),
            ("badge", (133, 348, 208, 424)),
            ("badge", (278, 339, 329, 378)),
        ),
        keypoints=(
            ("right eye", ((204, 101),)),
            ("left eye", ((246.5, 103.5),)),
            ("nose", ((223, 127),)),
            ("mouth", ((203, 141), (245, 142))),
        ),
    ),
    Photograph(
        file="camera.png",
        title="Cameraman on a lawn",
        author="Lav Varshney",
        licence=CC0,
        source="https://github.com/scikit-image/scikit-image/issues/3927",
        # Where it was taken is read from the skyline: the Green Building, the Great Dome and Kresge
        # Auditorium of MIT, seen across Briggs Field.
        location=(-71.0985, 42.3575),
        boxes=(
            ("person", (0, 62, 332, 512)),
            ("camera", (252, 139, 326, 188)),
            ("tripod", (230, 187, 406, 512)),
            ("building", (411, 117, 433, 194)),
            ("building", (345, 166, 406, 197)),
            ("building", (413, 201, 512, 235)),
        ),
        lines=(
            Line("tripod leg", ((293, 215), (293, 484))),
            Line("tripod leg", ((283, 332), (232, 512))),
            Line("tripod leg", ((311, 332), (404, 512))),
        ),
    ),
    Photograph(
        file="chelsea.png",
        title="Chelsea the cat",
        author="Stéfan van der Walt",
        licence=CC0,
        source="https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data.chelsea",
        boxes=(
            ("cat", (0, 0, 400, 300)),
            ("eye", (134, 85, 207, 149)),
            ("eye", (297, 109, 344, 165)),
            ("nose", (240, 228, 292, 269)),
        ),
        lines=(
            Line(
                "eye",
                (
                    (136, 100),
                    (146, 89),
                    (165, 86),
                    (186, 91),
                    (200, 102),
                    (206, 118),
                    (203, 136),
                    (190, 146),
                    (172, 146),
                    (154, 137),
                    (141, 120),
                ),
                closed=True,
                filled=True,
            ),
            Line(
                "eye",
                (
                    (300, 138),
                    (306, 125),
                    (318, 114),
                    (332, 110),
                    (341, 114),
                    (343, 128),
                    (337, 146),
                    (326, 158),
                    (312, 163),
                    (303, 158),
                ),
                closed=True,
                filled=True,
            ),
        ),
        keypoints=(
            ("right eye", ((172, 111),)),
            ("left eye", ((314, 132),)),
            ("nose", ((266, 240),)),
        ),
    ),
    Photograph(
        file="clock_motion.png",
        title="Wall clock, blurred by moving the camera",
        author="Stéfan van der Walt",
        licence=PUBLIC_DOMAIN,
        source="https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data.clock",
        boxes=(("clock", (142, 92, 284, 216)),),
    ),
    Photograph(
        file="coffee.png",
        title="Espresso at Pikolo Espresso Bar",
        author="Rachel Michetti",
        licence=CC0,
        source="https://scikit-image.org/docs/stable/api/skimage.data.html#skimage.data.coffee",
        location=(-73.5726, 45.5089),  # the bar's address: 3418 avenue du Parc, Montréal
        boxes=(
            ("cup", (173, 17, 409, 308)),
            ("saucer", (77, 67, 480, 390)),
            ("spoon", (317, 66, 425, 326)),
            ("coffee", (203, 95, 371, 194)),
        ),
        lines=(
            Line(
                "rim",
                (
                    (173, 105),
                    (180, 75),
                    (205, 45),
                    (240, 26),
                    (285, 18),
                    (330, 24),
                    (370, 45),
                    (397, 78),
                    (408, 115),
                    (398, 150),
                    (375, 180),
                    (340, 201),
                    (295, 208),
                    (250, 203),
                    (212, 185),
                    (185, 155),
                ),
                closed=True,
            ),
        ),
    ),
    Photograph(
        file="coins.png",
        title="Greek coins from Pompeii",
        author="Brooklyn Museum Collection",
        licence="no known copyright restrictions",
        source="https://www.brooklynmuseum.org/opencollection/archives/image/51611",
        location=(14.4869, 40.7497),  # Pompeii, where the coins were found
        boxes=_coins(
            "22 34 67 75|81 38 120 74|132 28 179 73|192 29 240 73|255 33 297 72|305 15 365 72",
            "24 103 67 145|83 107 122 145|134 109 174 145|185 104 226 145|245 95 297 144|317 105 356 145",
            "25 177 63 217|80 174 124 217|135 179 174 217|188 169 237 217|251 172 297 217|315 155 380 219",
            "18 232 75 288|92 244 136 288|144 236 201 288|219 240 269 288|275 238 327 288|335 247 381 289",
        ),
    ),
    Photograph(
        file="rocket.jpg",
        title="Falcon 9 with DSCOVR before launch",
        author="SpaceX",
        licence=PUBLIC_DOMAIN,
        source="https://www.flickr.com/photos/spacexphotos/16511594820/",
        location=(-80.5772, 28.5620),  # Space Launch Complex 40, Cape Canaveral
        boxes=(
            ("spacecraft", (310, 126, 336, 407)),
            ("tower", (0, 0, 88, 427)),
            ("tower", (168, 122, 206, 427)),
            ("tower", (440, 122, 481, 427)),
            ("tower", (559, 0, 640, 427)),
        ),
        lines=(
            Line("lightning mast", ((202, 123), (199, 215))),
            Line("lightning mast", ((446, 123), (450, 214))),
        ),
        keypoints=(
            (
                "floodlight",
                ((82, 349), (151, 377), (193, 395), (363, 397), (433, 394), (112, 416), (450, 418)),
            ),
        ),
    ),
)

STEREO = StereoPair(
    title="Motorcycle in a garage",
    author="D. Scharstein, H. Hirschmüller, Y. Kitajima, G. Krathwohl, N. Nesic, X. Wang, P. Westling",
    licence="use and publication granted by the authors, who ask to be cited (Middlebury Stereo, GCPR 2014)",
    source="https://vision.middlebury.edu/stereo/data/scenes2014/",
    left="motorcycle_left.png",
    right="motorcycle_right.png",
    disparity="motorcycle_disp.npz",
    boxes={
        "left": (
            ("motorcycle", (92, 15, 684, 450)),
            ("wheel", (120, 238, 280, 400)),
            ("wheel", (513, 294, 684, 450)),
            ("bench", (41, 105, 293, 309)),
            ("bicycle", (0, 107, 141, 230)),
            ("box", (527, 29, 596, 99)),
            ("box", (589, 62, 640, 100)),
            ("box", (614, 184, 683, 276)),
            ("tub", (520, 180, 617, 253)),
        ),
        "right": (
            ("motorcycle", (47, 15, 628, 450)),
            ("wheel", (79, 238, 237, 400)),
            ("wheel", (467, 294, 628, 450)),
            ("bench", (15, 105, 270, 309)),
            ("bicycle", (0, 133, 105, 230)),
            ("box", (506, 29, 576, 99)),
            ("box", (568, 62, 621, 100)),
            ("box", (595, 184, 660, 276)),
            ("tub", (495, 179, 596, 253)),
        ),
    },
    camera={
        "focal_length_px": 994.978,
        "principal_point_x_px": 311.193,
        "principal_point_y_px": 254.877,
        "principal_point_dx_px": 31.086,
        "baseline_mm": 193.001,
    },
)
