"""Where guests ask for the link to their own page; pages and mails lead there."""

from kiosk import server

OWN_LINK_PATH = "/my-page"


def own_link_address(language: str) -> str:
    """Its path; "" where no mail with a link can be sent."""
    settings = server.running().settings
    if settings.mail is None or settings.public_url is None:
        return ""
    return f"{OWN_LINK_PATH}?lang={language}"
