"""Finding things on a whole page quickly: at a half or a quarter of its size, and its patches of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.ocr import Box
    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.int32]


def half_of(picture: Grey) -> Grey:
    """Each pixel the mean of four; whole halves are what the library does fastest."""
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8, copy=False)


def labelled(mask: Grey) -> tuple[Numbers, Numbers]:
    """The number of each pixel's patch, 0 for paper; and left, top, width, height and area by number, in pixels.

    Told which way to go, the library takes a third to a half of the time of its own choice.
    """
    _, labels, stats, _ = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)
    return labels.astype(np.int32, copy=False), stats.astype(np.int32, copy=False)


def patches_of(mask: Grey) -> Numbers:
    """Left, top, width, height and area of every patch of a mask, from top to bottom, in pixels."""
    return labelled(mask)[1][1:]


def boxes_in(mask: Grey) -> list[Box]:
    """Left, top, width and height of every patch of a mask that is mostly empty, from the foot of the page up.

    Of a page with a hundred patches or less it takes a tenth of the time that numbering every pixel does.
    """
    contours, nesting = cv2.findContours(mask, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE)
    outer = range(len(contours)) if nesting is None else np.nonzero(nesting[0, :, 3] < 0)[0].tolist()
    return [tuple(cv2.boundingRect(contours[i])) for i in outer]  # type: ignore[misc]


def share_of(mask: NDArray[np.generic]) -> float:
    """The share of a mask that is not zero; none of an empty one. On small masks a mean takes ten times as long."""
    return float(np.count_nonzero(mask) / mask.size) if mask.size else 0.0


def quarter_of(picture: Grey) -> Grey:
    """Each pixel the mean of sixteen; of a black-and-white picture no black is lost."""
    return half_of(half_of(picture))
