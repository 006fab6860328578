"""HTTP beside the screens: one table of all routes, and who may ask for each.

docs/access.md is made from it.
"""

from starlette.routing import BaseRoute

from kiosk import api
from kiosk.access import Access, Entry
from kiosk.dashboard import (
    access_pages,
    audit,
    calls,
    chapter,
    chapter_attendance,
    chapter_person,
    exports,
    guests,
    guests_home,
    home,
    importing,
    kiosks,
    live,
    mail,
    printing,
    ready,
    registration,
    rights,
    set_up,
    tokens,
    webhooks,
    withheld,
)
from kiosk.dashboard.gate import nothing_at_all
from kiosk.links import CODE_PATH
from kiosk.routes import (
    backup,
    dashboard_files,
    enrol,
    fonts,
    frames,
    health,
    kiosk_files,
    kiosk_news,
    monitoring,
    own_link,
    personal,
    personal_acts,
    personal_chapter,
    personal_do,
    personal_files,
    personal_meet,
    personal_meet_acts,
    personal_rights_acts,
    phone,
    register,
    sign_in,
    unsubscribe,
)

POST = ("POST",)

EVERYBODY = [
    Entry("/healthz", health.healthz, Access.EVERYONE, title="is the server well"),
    Entry("/api/scan", frames.scan, Access.EVERYONE, POST, "a badge code from a camera frame"),
    Entry("/api/photo", frames.photo, Access.EVERYONE, POST, "a badge code from a photo"),
    Entry("/fonts/{name}", fonts.font, Access.EVERYONE, title="fonts"),
    Entry("/kiosk-files/{name}", kiosk_files.file, Access.EVERYONE, title="kiosk style and script"),
    Entry("/phone.css", phone.styles, Access.EVERYONE, title="style of the phone pages"),
    Entry("/staff-files/{name}", dashboard_files.asset, Access.EVERYONE, title="style and script"),
    Entry("/sign-in", sign_in.show_form, Access.EVERYONE, title="sign in"),
    Entry("/sign-in", sign_in.sign_in, Access.EVERYONE, POST, "sign in"),
    Entry("/sign-out", sign_in.sign_out, Access.EVERYONE, POST, "sign out"),
    Entry("/enrol", enrol.show_form, Access.EVERYONE, title="a code makes a browser a kiosk"),
    Entry("/enrol", enrol.send_code, Access.EVERYONE, POST, "a code makes a browser a kiosk"),
    Entry("/api/kiosk", kiosk_news.ask, Access.KIOSK, title="anything new for a kiosk"),
    Entry(
        CODE_PATH, phone.show_code_form, Access.EVERYONE, title="a typed code for a conversation"
    ),
    Entry(CODE_PATH, phone.send_code, Access.EVERYONE, POST, "a typed code for a conversation"),
    *register.ENTRIES,
    *own_link.ENTRIES,
]
WITH_A_LINK = [
    Entry("/set-up/{key}", sign_in.show_set_up, Access.LINK, title="the first password"),
    Entry("/set-up/{key}", sign_in.set_up, Access.LINK, POST, "the first password"),
    Entry("/invitation/{key}", sign_in.show_invitation, Access.LINK, title="staff sign in once"),
    Entry("/invitation/{key}", sign_in.use_invitation, Access.LINK, POST, "staff sign in once"),
    Entry("/a/{token:path}", phone.show_conversation, Access.LINK, title="answer by phone"),
    Entry("/a/{token:path}", phone.send_conversation, Access.LINK, POST, "answer by phone"),
    Entry("/me/{token}", personal.show_talks, Access.LINK, title="own page"),
    Entry("/me/{token}/consent", personal_acts.decide_consent, Access.LINK, POST, "own consents"),
    Entry("/me/{token}/mails", personal_acts.decide_mails_wanted, Access.LINK, POST, "own mails"),
    Entry("/me/{token}/badge", personal.show_badge, Access.LINK, title="what a badge did"),
    Entry("/me/{token}/badge", personal_acts.report_badge, Access.LINK, POST, "this was not me"),
    Entry("/me/{token}/meet", personal_meet.show_people, Access.LINK, title="people to meet"),
    Entry(
        "/me/{token}/meet/{act}",
        personal_meet_acts.act_on_people,
        Access.LINK,
        POST,
        "answer a suggestion or an introduction",
    ),
    *personal_chapter.ENTRIES,
    *personal_do.ENTRIES,
    Entry(
        "/me/{token}/talk/{conversation}",
        personal.show_talk,
        Access.LINK,
        title="one conversation",
    ),
    Entry(
        "/me/{token}/talk/{conversation}/promise.ics",
        personal_files.calendar,
        Access.LINK,
        title="a promise for the calendar",
    ),
    Entry(
        "/me/{token}/talk/{conversation}/contact.vcf",
        personal_files.contact,
        Access.LINK,
        title="a contact that was shared",
    ),
    Entry(
        "/me/{token}/talk/{conversation}/{act}",
        personal.show_question,
        Access.LINK,
        title="a question before an act",
    ),
    Entry(
        "/me/{token}/talk/{conversation}/{act}",
        personal_acts.act_on_talk,
        Access.LINK,
        POST,
        "confirm, correct, withdraw, promise, share",
    ),
    *personal_rights_acts.ENTRIES,
    *unsubscribe.ENTRIES,
]
ON_THIS_COMPUTER = [
    Entry("/api/backup", backup.backup, Access.LOCAL, POST, "a backup, signed with the secret"),
]
DASHBOARD = [
    *home.ENTRIES,
    *guests_home.ENTRIES,
    *guests.ENTRIES,
    *access_pages.ENTRIES,
    *tokens.ENTRIES,
    *webhooks.ENTRIES,
    *calls.ENTRIES,
    *kiosks.ENTRIES,
    *live.ENTRIES,
    *mail.ENTRIES,
    *set_up.ENTRIES,
    *importing.ENTRIES,
    *printing.ENTRIES,
    *ready.ENTRIES,
    *registration.ENTRIES,
    *exports.ENTRIES,
    *rights.ENTRIES,
    *withheld.ENTRIES,
    *audit.ENTRIES,
    *chapter.ENTRIES,
    *chapter_attendance.ENTRIES,
    *chapter_person.ENTRIES,
]
FOR_PROGRAMS = [
    Entry("/readyz", monitoring.readyz, Access.EVERYONE, title="may the server be relied on"),
    Entry("/metrics", monitoring.metrics, Access.TOKEN, title="figures; free on this computer"),
    *api.ENTRIES,
]
# After all others: what no page has, looks the same to everybody who asks.
NOTHING = [Entry("/staff/{path:path}", nothing_at_all, Access.STAFF, ("GET", "POST"), "no page")]

ACCESS: list[Entry] = [
    *EVERYBODY,
    *WITH_A_LINK,
    *ON_THIS_COMPUTER,
    *DASHBOARD,
    *FOR_PROGRAMS,
    *NOTHING,
]
ROUTES: list[BaseRoute] = [entry.route() for entry in ACCESS]
