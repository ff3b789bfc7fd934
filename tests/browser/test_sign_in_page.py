"""Signing in, as every kind of visitor does it."""

from collections.abc import Callable

from browsing import House, Visit, accessible, sign_in
from playwright.sync_api import Page


def test_somebody_signs_in_and_out(as_anyone: Callable[..., Page], house: House) -> None:
    page = as_anyone()
    sign_in(page, house.person("school"))
    page.goto("/account")
    accessible(page)
    page.get_by_role("button", name="Uitloggen", exact=True).click()
    page.goto("/account")
    assert "/inloggen" in page.url
    accessible(page)


def test_a_wrong_password_is_told_where_it_was_given(visit: Visit) -> None:
    page = visit(dark=True)
    page.goto("/inloggen")
    page.get_by_label("E-mailadres").fill("niemand@bron.nl")
    page.get_by_label("Wachtwoord").fill("verkeerd")
    page.locator("main button").first.click()
    accessible(page)
    assert page.get_by_role("alert").is_visible()
