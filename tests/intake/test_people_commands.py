"""`dossierpoort key` and `dossierpoort person`: handing out ways in, and taking them back."""

import pytest
from click.testing import CliRunner, Result
from intake_api import Api, problem
from intake_people import PASSWORD, Browser

from workers.commands import key, person


def run(api: Api, group: str, *arguments: str, given: str | None = None) -> Result:
    """The command on the machine of this service: its settings, and its data folder by option."""
    command = {"key": key, "person": person}[group].command
    database = {"DOSSIERPOORT_DATABASE_URL": api.settings.database_url}
    return CliRunner().invoke(command, [*arguments, "--data", str(api.settings.data)], input=given, env=database)


def test_a_key_is_made_listed_and_taken_back(api: Api) -> None:
    secret = run(api, "key", "add", "--role", "school", "--name", "De Ster", "--days", "30").output.strip()
    bearer = {"Authorization": f"Bearer {secret}"}
    assert api.client.get("/api/v1/dossiers", headers=bearer).status_code == 200
    (line,) = [line for line in run(api, "key", "list").output.splitlines() if "De Ster" in line]
    assert "until " in line
    assert secret not in line
    assert run(api, "key", "revoke", line.split()[0]).exit_code == 0
    assert problem(api.client.get("/api/v1/dossiers", headers=bearer)) == (401, "unauthenticated")
    assert "revoked " in run(api, "key", "list").output


def test_a_key_that_is_not_there_can_not_be_taken_back(api: Api) -> None:
    assert run(api, "key", "revoke", "nothing").exit_code == 1


def test_a_new_person_chooses_a_password_by_a_link_that_works_once(api: Api) -> None:
    told = run(api, "person", "add", "--email", "Ster@school.nl", "--name", "Ans Bos", "--role", "school",
               "--school", "De Ster")  # fmt: skip
    link = told.output.strip()
    assert link.startswith("/wachtwoord/")
    browser = Browser(api)
    assert browser.post(link, {"nieuw": "kort", "nogmaals": "kort"}).status_code == 422
    assert browser.post(link, {"nieuw": PASSWORD, "nogmaals": "anders"}).status_code == 422
    assert browser.post(link, {"nieuw": "ster heet ik altijd", "nogmaals": "ster heet ik altijd"}).status_code == 422
    assert browser.post(link, {"nieuw": PASSWORD, "nogmaals": PASSWORD}).status_code == 303
    assert browser.get(link).status_code == 404
    assert browser.sign_in("ster@school.nl").status_code == 303
    assert "De Ster" in browser.get("/account").text


def test_a_password_can_be_set_and_a_person_kept_out_and_let_in_again(api: Api) -> None:
    run(api, "person", "add", "--email", "p@poort.nl", "--name", "Jo", "--role", "gatekeeper", "--profile", "capelle")
    assert run(api, "person", "password", "p@poort.nl", given="kort\n").exit_code == 1
    assert run(api, "person", "password", "p@poort.nl", given=f"{PASSWORD}\n").exit_code == 0
    browser = Browser(api)
    assert browser.sign_in("p@poort.nl").status_code == 303
    run(api, "person", "disable", "p@poort.nl")
    assert browser.get("/account").status_code == 303
    assert "p@poort.nl  gatekeeper  capelle  disabled" in run(api, "person", "list").output
    run(api, "person", "disable", "p@poort.nl", "--undo")
    assert browser.sign_in("p@poort.nl").status_code == 303


def test_a_new_link_ends_the_earlier_one(api: Api) -> None:
    first = run(api, "person", "add", "--email", "two@poort.nl", "--name", "Jo", "--role", "admin").output.strip()
    second = run(api, "person", "link", "two@poort.nl").output.strip()
    assert Browser(api).get(first).status_code == 404
    assert Browser(api).get(second).status_code == 200


@pytest.mark.parametrize(
    ("arguments", "status"),
    [
        (["add", "--email", "x@x.nl", "--name", "X", "--role", "school"], 2),
        (["add", "--email", "x@x.nl", "--name", "X", "--role", "admin", "--school", "De Bron"], 2),
        (["link", "nobody@x.nl"], 1),
    ],
)
def test_what_makes_no_sense_is_refused(api: Api, arguments: list[str], status: int) -> None:
    assert run(api, "person", *arguments).exit_code == status


def test_an_address_is_one_persons(api: Api) -> None:
    given = ("person", "add", "--name", "X", "--role", "admin", "--email")
    assert run(api, *given, "same@x.nl").exit_code == 0
    assert run(api, *given, "SAME@x.nl").exit_code == 1


def test_changing_ones_password_signs_out_everywhere_else(api: Api) -> None:
    run(api, "person", "add", "--email", "c@x.nl", "--name", "Jo", "--role", "admin")
    run(api, "person", "password", "c@x.nl", given=f"{PASSWORD}\n")
    here, there = Browser(api), Browser(api)
    assert here.sign_in("c@x.nl").status_code == there.sign_in("c@x.nl").status_code == 303
    new = "ander paard batterij nietje"
    fields = {"oud": "fout", "nieuw": new, "nogmaals": new}
    assert here.post("/account/wachtwoord", fields).status_code == 422
    assert here.post("/account/wachtwoord", fields | {"oud": PASSWORD}).status_code == 303
    assert here.get("/account").status_code == 200
    assert there.get("/account").status_code == 303
    assert there.sign_in("c@x.nl", new).status_code == 303
    assert here.post("/account/overal-uitloggen", {}, page="/account").status_code == 303
    assert there.get("/account").status_code == 303
