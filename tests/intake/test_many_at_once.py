"""More who send at once than the web process has threads: they take turns at the database, and nobody stands still."""

from concurrent.futures import ThreadPoolExecutor

from intake_api import Api

MANY = 60


def test_more_senders_than_threads(api: Api) -> None:
    key = api.key("school")
    with ThreadPoolExecutor(MANY) as senders:
        answers = list(senders.map(lambda number: api.drop(key, ("a.pdf", b"%PDF" + bytes([number]))), range(MANY)))
    assert {answer.status_code for answer in answers} == {202}
    assert len({answer.json()["id"] for answer in answers}) == MANY
