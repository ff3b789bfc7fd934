"""Pictures of pages: loaded within limits, as grey values."""

from __future__ import annotations

import warnings
from typing import TYPE_CHECKING

import numpy as np
from PIL import Image as Pillow
from PIL import ImageOps, UnidentifiedImageError

from extractors.errors import DamagedFileError, UnsupportedFileError

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from numpy.typing import NDArray

    Grey = NDArray[np.uint8]

MAX_PIXELS = 60_000_000  # an A3 page at 400 dpi has 31 million; looked at before anything is decoded
MAX_FRAMES = 200
A4_WIDTH_INCH = 8.27


def frames(path: Path) -> Iterator[tuple[Grey, float]]:
    """Every picture of a PNG, JPEG or TIFF file as grey values, with its dots per inch.

    A photo says nothing true about its resolution, so it is taken to show a page of A4 width.
    """
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Pillow.DecompressionBombWarning)
            with Pillow.open(path, formats=("PNG", "JPEG", "TIFF")) as image:
                for index in range(min(getattr(image, "n_frames", 1), MAX_FRAMES)):
                    image.seek(index)
                    if image.width * image.height > MAX_PIXELS:
                        raise UnsupportedFileError(f"has {image.width} × {image.height} pixels, more than can be read")
                    upright = ImageOps.exif_transpose(image)
                    yield np.asarray(upright.convert("L")), _dpi(upright)
    except (Pillow.DecompressionBombError, Pillow.DecompressionBombWarning) as error:
        raise UnsupportedFileError("has more pixels than can be read") from error
    except (UnidentifiedImageError, OSError, SyntaxError, ValueError, EOFError) as error:
        raise DamagedFileError("is damaged and can't be opened") from error


def _dpi(image: Pillow.Image) -> float:
    shorter = min(image.size)
    return max(72.0, shorter / A4_WIDTH_INCH)
