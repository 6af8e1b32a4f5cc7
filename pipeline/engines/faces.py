"""Finds faces in small pictures with CenterFace, by onnxruntime.

The network was published by Xu, Yan, Yang, Liu and Dong ("CenterFace: Joint Face Detection and Alignment Using Face as
Point", 2019). Over cells of 4 x 4 pixels it gives how likely a face's middle is there, the face's height and width as
logarithms, where in the cell the middle lies, and five points (eyes, nose, corners of the mouth) in shares of the box.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from pipeline.domain.framing import Face

MODEL = "centerface"
"""Its name on the shelf."""

SIDE_MULTIPLE_PX = 32
"""The network halves its pictures five times: their sides are multiples of this."""

_FILE = "centerface.onnx"

_CELL_PX = 4

_LIKELY = 0.5
"""Cells below hold no face. Measured: faces score 0.85 to 0.93, a head seen from behind 0.37."""

_SAME = 0.3
"""Boxes that share more than this part of their union are one face."""

_FIXED_SIZE = re.compile(rb"(\n.(?:input\.1|537|538|539|540)\x12.\n.\x08\x01\x12\x10)((?:\n\x02\x08.){4})", re.DOTALL)
"""The shapes that the model's file states for its input and its four outputs: four numbers of one byte each."""

_ANY = b"\n\x02\x12\x00"
"""A length without a number, in as many bytes."""


class FaceFinder:
    """CenterFace, loaded once."""

    def __init__(self, model_folder: Path) -> None:
        import onnxruntime  # a quarter of a second

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = min(4, os.cpu_count() or 1)
        options.log_severity_level = 3  # it warns of constants that nothing uses
        network = _FIXED_SIZE.sub(
            lambda found: found[1] + _ANY + found[2][4:8] + 2 * _ANY, (model_folder / _FILE).read_bytes()
        )
        self._session: Any = onnxruntime.InferenceSession(network, options, providers=["CPUExecutionProvider"])

    def faces_in(self, picture: NDArray[np.uint8]) -> tuple[Face, ...]:
        """The faces in an upright picture, the likeliest first.

        Args:
            picture: rows, columns and red, green, blue; both sides are multiples of `SIDE_MULTIPLE_PX`.
        """
        planes = np.ascontiguousarray(picture.transpose(2, 0, 1)[None], dtype=np.float32)
        found = self._session.run(["537", "538", "539", "540"], {"input.1": planes})
        return _faces(*(output[0] for output in found), size_px=picture.shape[:2])


def _faces(
    likely: NDArray[np.float32],
    sizes: NDArray[np.float32],
    offsets: NDArray[np.float32],
    points: NDArray[np.float32],
    *,
    size_px: tuple[int, ...],
) -> tuple[Face, ...]:
    """The faces that the network's outputs describe; each output is channels, rows, columns of cells."""
    rows, columns = np.nonzero(likely[0] > _LIKELY)
    scores = likely[0, rows, columns]
    heights, widths = np.exp(sizes[:, rows, columns]) * _CELL_PX
    down, across = offsets[:, rows, columns]
    tops = (rows + down + 0.5) * _CELL_PX - heights / 2
    lefts = (columns + across + 0.5) * _CELL_PX - widths / 2
    eyes = tops + points[[0, 2]][:, rows, columns].mean(axis=0) * heights
    boxes = np.stack([lefts, tops, lefts + widths, tops + heights], axis=1)
    height, width = size_px
    found: list[Face] = []
    for number in _apart(boxes, scores):
        left, top, right, bottom = boxes[number] / (width, height, width, height)
        found.append(Face(*(round(float(share), 4) for share in (left, top, right, bottom, eyes[number] / height))))
    return tuple(found)


def _apart(boxes: NDArray[np.float64], scores: NDArray[np.float32]) -> list[int]:
    """The numbers of the likeliest boxes that do not lie on a likelier one."""
    areas = (boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1])
    kept: list[int] = []
    for number in np.argsort(-scores, kind="stable"):
        others = boxes[kept]
        sides = np.minimum(others[:, 2:], boxes[number, 2:]) - np.maximum(others[:, :2], boxes[number, :2])
        common = np.prod(np.maximum(sides, 0), axis=1)
        if not np.any(common > _SAME * (areas[kept] + areas[number] - common)):
            kept.append(int(number))
    return kept
