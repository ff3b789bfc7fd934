"""Finding things on a whole page quickly: at a half or a quarter of its size, and its patches of ink."""

from __future__ import annotations

from typing import TYPE_CHECKING

import cv2
import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from extractors.pages.picture.raster import Grey

    Numbers = NDArray[np.int32]


def half_of(picture: Grey) -> Grey:
    """Each pixel the mean of four; whole halves are what the library does fastest."""
    return cv2.resize(picture, None, fx=0.5, fy=0.5, interpolation=cv2.INTER_AREA).astype(np.uint8)


def patches_of(mask: Grey) -> Numbers:
    """Left, top, width, height and area of every patch of a mask that is most of a page, in pixels.

    Told which way to go, the library takes a third of the time of its own choice.
    """
    stats = cv2.connectedComponentsWithStatsWithAlgorithm(mask, 8, cv2.CV_32S, cv2.CCL_BBDT)[2]
    return stats[1:].astype(np.int32, copy=False)


def quarter_of(picture: Grey) -> Grey:
    """Each pixel the mean of sixteen; of a black-and-white picture no black is lost."""
    return half_of(half_of(picture))
