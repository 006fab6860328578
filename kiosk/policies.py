"""What a browser may do with each kind of page; what is not named here, it may not.

Every answer carries one of these content policies. A page names its own; whatever names none (an
error, a file, a page somebody adds tomorrow) gets NOTHING.
"""

from ipaddress import ip_address

_A_YEAR = 31_536_000


def _policy(**sources: str) -> str:
    named = {name.replace("_", "-"): words for name, words in sources.items()}
    return "; ".join(f"{name} {words}" for name, words in named.items())


_CLOSED = {"default_src": "'none'", "base_uri": "'none'", "frame_ancestors": "'none'"}

NOTHING = _policy(**_CLOSED, form_action="'none'")

# What Streamlit's page needs: one script of its own inline (by its hash), components as modules
# from memory (blob:), styles made while it runs, and fonts inside its stylesheet (data:).
STREAMLITS_INLINE_SCRIPT = "'sha256-THxz9J9+wf7rhwR2YkXJoSZ13UCmYyC+3lNDv2+8ugA='"
KIOSK = _policy(
    **_CLOSED,
    script_src=f"'self' blob: {STREAMLITS_INLINE_SCRIPT}",
    style_src="'self' 'unsafe-inline'",
    img_src="'self'",
    font_src="'self' data:",
    connect_src="'self'",
    manifest_src="'self'",
    form_action="'none'",
    require_trusted_types_for="'script'",  # no text ever becomes markup or script
)
PHONE = _policy(
    **_CLOSED,
    style_src="'self'",
    font_src="'self'",
    img_src="'self' data:",
    form_action="'self'",
)
DASHBOARD = _policy(
    **_CLOSED,
    script_src="'self'",
    style_src="'self'",
    font_src="'self'",
    img_src="'self' data:",
    connect_src="'self'",
    form_action="'self'",
)
MAIL_PREVIEW = f"{DASHBOARD}; frame-src 'self'"
# The mail itself, in the frame of its preview: it runs, loads and leads to nothing.
MAIL_INSIDE = _policy(
    sandbox="",
    default_src="'none'",
    style_src="'unsafe-inline'",
    img_src="data:",
    frame_ancestors="'self'",
).replace("sandbox ;", "sandbox;")
ALL = frozenset({NOTHING, KIOSK, PHONE, DASHBOARD, MAIL_PREVIEW, MAIL_INSIDE})

_FEATURES = ("camera", "microphone", "geolocation", "display-capture", "payment", "usb", "serial")
_NO_FEATURES = ", ".join(f"{name}=()" for name in _FEATURES)
_CAMERA_ONLY = _NO_FEATURES.replace("camera=()", "camera=(self)")


def headers_of(*, is_kiosk: bool, is_encrypted: bool, host: str) -> dict[str, str]:
    """What an answer carries unless its page says otherwise.

    is_kiosk: of the kiosk's own page and its files; host: as the request names it, with a port
    """
    headers = {
        "Content-Security-Policy": KIOSK if is_kiosk else NOTHING,
        "Permissions-Policy": _CAMERA_ONLY if is_kiosk else _NO_FEATURES,
        # Not no-referrer: a form then hides where it comes from, and sign-in asks that.
        "Referrer-Policy": "same-origin",
        "X-Content-Type-Options": "nosniff",
        "X-Frame-Options": "DENY",
        "Cross-Origin-Opener-Policy": "same-origin",
        "Cross-Origin-Resource-Policy": "same-origin",
    }
    if is_encrypted and _is_a_name(host):
        headers["Strict-Transport-Security"] = f"max-age={_A_YEAR}"
    return headers


def _is_a_name(host: str) -> bool:
    """An address or this computer's own name may serve something else unencrypted tomorrow."""
    name = host.rpartition(":")[0] if host.rpartition(":")[2].isdigit() else host
    try:
        ip_address(name.strip("[]"))
    except ValueError:
        return "." in name
    return False
