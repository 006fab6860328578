"""The organiser's pages of programs and of addresses that are told what happens."""

import re
from uuid import uuid4

import pytest
from cast import NOW, make_event, rows, show_badge
from evening import Evening

from kiosk.courier import secret_of
from kiosk.dashboard.tokens import Scope
from matching.interfaces.tokens import find_token, list_tokens
from matching.interfaces.webhooks import list_webhooks

pytest_plugins = ["desk_fixtures"]

TOKENS, WEBHOOKS = "/staff/tokens", "/staff/webhooks"
NEW = {"name": "Sklep", "scopes": ["people:read", "admissions:write"], "days": "30"}
URL = "https://crm.example/hook"


def secret_in(answer) -> str:
    assert answer.status_code == 200, answer.text
    return re.search(r'id="secret"><code>([^<]+)', answer.text)[1]


def test_a_token_is_made_shown_once_and_taken_back(organiser, store, event):
    from kiosk.clock import utc_now

    secret = secret_in(organiser.post(TOKENS, data=NEW))

    token = find_token(store, secret, now=utc_now())
    assert token.scopes == {Scope.PEOPLE_READ, Scope.ADMISSIONS_WRITE}
    assert (token.ends_at_utc - token.made_at_utc).days == 30
    page = organiser.get(TOKENS).text
    assert secret not in page
    assert "Sklep" in page

    organiser.post(f"{TOKENS}/take-back", data={"token": str(token.token_id)})

    assert find_token(store, secret, now=utc_now()) is None
    assert "cofnięty" in organiser.get(TOKENS).text


@pytest.mark.parametrize(
    ("wrong", "sentence"), [({"name": " "}, "nazwę"), ({"scopes": []}, "Zaznacz")]
)
def test_what_is_missing_is_said_and_what_was_typed_stays(organiser, store, event, wrong, sentence):
    answer = organiser.post(TOKENS, data=NEW | wrong)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="30" selected' in answer.text
    assert ('value="people:read" checked' in answer.text) == ("scopes" not in wrong)
    assert list_tokens(store) == []


def test_rights_that_do_not_exist_are_not_given(organiser, store, event):
    organiser.post(TOKENS, data=NEW | {"scopes": ["people:read", "everything"], "days": "99999"})

    (token,) = list_tokens(store)
    assert token.scopes == {Scope.PEOPLE_READ}
    assert (token.ends_at_utc - token.made_at_utc).days == 90


def test_a_programs_name_is_shown_as_it_was_typed(organiser, event):
    organiser.post(TOKENS, data=NEW | {"name": "<b>Sklep</b>"})

    assert "&lt;b&gt;Sklep&lt;/b&gt;" in organiser.get(TOKENS).text


def test_an_address_is_named_with_a_secret_shown_once_and_removed(organiser, running, store, event):
    answer = organiser.post(WEBHOOKS, data={"url": URL, "kinds": ["connection"]})

    (webhook,) = list_webhooks(store, event)
    assert (webhook.url, webhook.kinds) == (URL, {"connection"})
    assert secret_in(answer) == secret_of(running.settings.key, webhook.webhook_id)
    assert "whsec_" not in organiser.get(WEBHOOKS).text

    organiser.post(f"{WEBHOOKS}/remove", data={"webhook": str(webhook.webhook_id)})

    assert list_webhooks(store, event)[0].end_reason == "removed"
    assert rows(store, "SELECT act FROM audit WHERE act LIKE 'webhook%'") == [
        ("webhook_added",),
        ("webhook_ended",),
    ]


@pytest.mark.parametrize(
    ("form", "sentence"),
    [
        ({"url": "http://crm.example/", "kinds": ["admission"]}, "https://"),
        ({"url": URL, "kinds": []}, "Zaznacz"),
    ],
)
def test_an_address_that_cannot_be_meant_stays_in_the_field(
    organiser, store, event, form, sentence
):
    answer = organiser.post(WEBHOOKS, data=form)

    assert answer.status_code == 422
    assert sentence in answer.text
    assert f'value="{form["url"]}"' in answer.text
    assert list_webhooks(store, event) == []


def test_what_was_given_up_is_shown_with_a_button(organiser, store, event, anna):
    organiser.post(WEBHOOKS, data={"url": URL, "kinds": ["admission"]})
    (webhook,) = list_webhooks(store, event)
    show_badge(store, event, anna.code)
    sql = (
        "INSERT INTO webhook_message VALUES"
        " ($1,$2,$3,'admission',$4,'dead',9,'status_500',$5,$5,$5)"
    )
    ids = [uuid4(), webhook.webhook_id, event.event_id, uuid4()]
    Evening(store, event, anna, anna, anna).insert(sql, *ids, NOW)
    page = organiser.get(WEBHOOKS).text
    assert "status_500" in page
    assert "Wyślij ponownie" in page

    organiser.post(f"{WEBHOOKS}/again", data={"webhook": str(webhook.webhook_id)})

    page = organiser.get(WEBHOOKS).text
    assert "Wysyłamy ponownie 1 powiadomienie." in page
    assert list_webhooks(store, event)[0].waiting == 1


def test_an_address_of_another_event_cannot_be_removed_from_here(organiser, store, event):
    organiser.post(WEBHOOKS, data={"url": URL, "kinds": ["admission"]})
    (webhook,) = list_webhooks(store, event)
    make_event(store, "other")

    answer = organiser.post(
        f"{WEBHOOKS}/remove?event=other", data={"webhook": str(webhook.webhook_id)}
    )

    assert answer.status_code == 404
    assert list_webhooks(store, event)[0].ended_at_utc is None


@pytest.mark.parametrize("path", [TOKENS, WEBHOOKS])
def test_staff_and_strangers_find_no_such_page(staff, stranger, event, path):
    for client in (staff, stranger):
        assert client.get(path).status_code == 404
        assert client.post(path, data=NEW).status_code == 404
