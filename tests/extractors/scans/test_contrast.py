"""Type made easier to read. The pictures are drawn by the test."""

from __future__ import annotations

import cv2
import numpy as np

from extractors.pages.picture.contrast import even_light, sharpened


def test_a_shadow_is_divided_out() -> None:
    shade = np.tile(np.linspace(120, 250, 800), (600, 1)).astype(np.uint8)
    assert int(even_light(shade).min()) > 245


def test_a_blurred_stroke_is_set_off_from_the_paper() -> None:
    paper = np.full((300, 300), 245, np.uint8)
    paper[100:200, 148:151] = 110
    blurred = cv2.GaussianBlur(paper, (0, 0), 1.5).astype(np.uint8)
    sharp = sharpened(blurred)
    assert int(sharp[150, 149]) < int(blurred[150, 149]) - 20
    assert int(sharp[150, 20]) >= 245


def test_the_grain_of_an_empty_page_is_not_sharpened_into_ink() -> None:
    grain = np.random.default_rng(3).normal(225, 14, (800, 600)).clip(0, 255).astype(np.uint8)
    grain[100:112, 60:200:9] = 90
    assert float((sharpened(grain)[200:] < 140).mean()) < 0.002
