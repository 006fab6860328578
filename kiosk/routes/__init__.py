"""HTTP beside the screens."""

from starlette.routing import BaseRoute, Route

from kiosk.routes import (
    backup,
    fonts,
    frames,
    health,
    personal,
    personal_acts,
    personal_files,
    personal_meet,
    personal_meet_acts,
    phone,
    sign_in,
)

ROUTES: list[BaseRoute] = [
    Route("/healthz", health.healthz),
    Route("/api/scan", frames.scan, methods=["POST"]),
    Route("/api/photo", frames.photo, methods=["POST"]),
    Route("/api/backup", backup.backup, methods=["POST"]),
    Route("/fonts/{name}", fonts.font),
    Route("/phone.css", phone.styles),
    Route("/a/{token:path}", phone.show_conversation),
    Route("/a/{token:path}", phone.send_conversation, methods=["POST"]),
    Route("/k", phone.show_code_form),
    Route("/k", phone.send_code, methods=["POST"]),
    Route("/sign-in", sign_in.show_form),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["GET", "POST"]),
    Route("/me/{token}", personal.show_talks),
    Route("/me/{token}/consent", personal_acts.decide_consent, methods=["POST"]),
    Route("/me/{token}/badge", personal.show_badge),
    Route("/me/{token}/badge", personal_acts.report_badge, methods=["POST"]),
    Route("/me/{token}/meet", personal_meet.show_people),
    Route("/me/{token}/meet/{act}", personal_meet_acts.act_on_people, methods=["POST"]),
    Route("/me/{token}/talk/{conversation}", personal.show_talk),
    Route("/me/{token}/talk/{conversation}/promise.ics", personal_files.calendar),
    Route("/me/{token}/talk/{conversation}/contact.vcf", personal_files.contact),
    Route("/me/{token}/talk/{conversation}/{act}", personal.show_question),
    Route("/me/{token}/talk/{conversation}/{act}", personal_acts.act_on_talk, methods=["POST"]),
]
