"""HTTP beside the screens."""

from starlette.routing import BaseRoute, Route

from kiosk.routes import backup, fonts, frames, health, sign_in

ROUTES: list[BaseRoute] = [
    Route("/healthz", health.healthz),
    Route("/api/scan", frames.scan, methods=["POST"]),
    Route("/api/photo", frames.photo, methods=["POST"]),
    Route("/api/backup", backup.backup, methods=["POST"]),
    Route("/fonts/{name}", fonts.font),
    Route("/sign-in", sign_in.show_form),
    Route("/sign-in", sign_in.sign_in, methods=["POST"]),
    Route("/sign-out", sign_in.sign_out, methods=["GET", "POST"]),
]
