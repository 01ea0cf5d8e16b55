"""What a page may do in a browser: show and run what comes from the site itself, and nothing else.

Each page says so (https://www.w3.org/TR/CSP3/, https://www.w3.org/TR/referrer-policy/), and `_headers` tells hosts that
read such a file to say it of every file."""

from __future__ import annotations

_OWN = ("script-src", "style-src", "img-src", "font-src", "connect-src", "worker-src")
CONTENT = "; ".join(
    ["default-src 'none'", *(f"{kind} 'self'" for kind in _OWN), "base-uri 'none'", "form-action 'none'"]
)
META = '<meta http-equiv="Content-Security-Policy"[^>]*>'
"""A pattern for where a page says so: what is not shown as published does without."""
REFERRER = "same-origin"
"""The publisher to whom a link leads does not learn what was being read."""

PATH = "_headers"
HEADERS = f"""/*
  Content-Security-Policy: {CONTENT}; frame-ancestors 'none'
  Referrer-Policy: {REFERRER}
  X-Content-Type-Options: nosniff
  Permissions-Policy: camera=(), geolocation=(), microphone=()
/assets/stylesheets/*
  Cache-Control: public, max-age=31536000, immutable
/data/*
  Access-Control-Allow-Origin: *
"""
