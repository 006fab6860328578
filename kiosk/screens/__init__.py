"""One file per screen. Each has show(view), what it shows, and act(view, action, field)."""

from types import ModuleType

from kiosk.screens import (
    already_in,
    choose_event,
    code_entry,
    email_entry,
    entry_only,
    entry_only_done,
    error,
    greeting,
    help,
    information,
    name_entry,
    no_badge,
    no_event,
    not_me,
    refused,
    welcome,
)

SCREENS: dict[str, ModuleType] = {
    "welcome": welcome,
    "greeting": greeting,
    "already_in": already_in,
    "refused": refused,
    "not_me": not_me,
    "no_badge": no_badge,
    "name_entry": name_entry,
    "email_entry": email_entry,
    "code_entry": code_entry,
    "help": help,
    "information": information,
    "entry_only": entry_only,
    "entry_only_done": entry_only_done,
    "no_event": no_event,
    "choose_event": choose_event,
    "error": error,
}
