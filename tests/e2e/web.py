"""A browser of nothing but the standard library: cookies, pages, and forms filled in by the names of their fields."""

import urllib.error
import urllib.parse
import urllib.request
from datetime import date
from html.parser import HTMLParser
from http.cookiejar import CookieJar
from typing import NamedTuple


class Page(NamedTuple):
    url: str
    status: int
    headers: dict
    text: str


class Web:
    """One person at one site, with a session of their own."""

    def __init__(self, site):
        self.site = site
        self.opener = urllib.request.build_opener(urllib.request.HTTPCookieProcessor(CookieJar()))

    def get(self, path):
        return self._ask(urllib.parse.urljoin(self.site, path))

    def send(self, path, action="", **typed):
        """Open a page and send its form, the one with that `action`, with these fields filled in."""
        page = self.get(path)
        form = next(
            form for form in Forms(page.text).found if form["method"] == "post" and form["action"] == action
        )
        fields = {**form["fields"], **{name: _text(value) for name, value in typed.items()}}
        data = urllib.parse.urlencode(fields).encode()
        return self._ask(urllib.parse.urljoin(page.url, action), data)

    def _ask(self, url, data=None):
        headers = {"Referer": url}
        try:
            with self.opener.open(urllib.request.Request(url, data, headers), timeout=10) as answer:
                return Page(answer.url, answer.status, answer.headers, answer.read().decode())
        except urllib.error.HTTPError as refusal:
            return Page(refusal.url, refusal.code, refusal.headers, refusal.read().decode())


class Forms(HTMLParser):
    """`found`: for each form its method, its action and what its fields hold before anybody types."""

    def __init__(self, html):
        super().__init__()
        self.found, self.select = [], ""
        self.feed(html)

    def handle_starttag(self, tag, attributes):
        tag_of = dict(attributes)
        if tag == "form":
            form = {"method": tag_of.get("method", "get"), "action": tag_of.get("action", ""), "fields": {}}
            self.found.append(form)
        elif tag == "input" and self.found and tag_of.get("name"):
            if tag_of.get("type") not in ("checkbox", "radio") or "checked" in tag_of:
                self.found[-1]["fields"][tag_of["name"]] = tag_of.get("value", "")
        elif tag == "select":
            self.select = tag_of["name"]
        elif tag == "option" and ("selected" in tag_of or self.select not in self.found[-1]["fields"]):
            self.found[-1]["fields"][self.select] = tag_of["value"]  # the first one until another is selected


def _text(value):
    return f"{value:%d/%m/%Y}" if isinstance(value, date) else str(value)
