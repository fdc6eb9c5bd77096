"""Every page that links lead to, found without a browser."""

import re

from django.urls import resolve

LINK = re.compile(r'href="(/[^"#]*)')
TAG = re.compile(r'<(\w+)(?:[^>]*?\sclass="([^"]*)")?')
NO_PAGES = {
    "admission:class_certificates", "admission:class_roll", "admission:source_paper",
    "admission:meeting_pdf", "admission:report_json", "admission:report_pdf", "admission:report_xlsx",
    "admission:returns_xlsx", "admission:print_pdf", "admission:print_docx", "admission:blank_pdf",
    "admission:blank_docx", "admission:letter_pdf", "admission:letter_docx", "admission:history_pdf",
    "admission:history_blank", "admission:scan", "admission:job_file", "admission:calendar_feed",
    "admission:explorer_xlsx", "admission:explorer_csv", "admission:people_xlsx", "admission:official_pdf",
    "admission:official_xlsx", "admission:official_json", "admission:register_pdf", "admission:register_xlsx",
    "admission:book_file", "admission:sealed_file", "admission:sealed_restatement", "admission:allocation_pdf",
    "admission:allocation_docx", "admission:target_table_pdf", "admission:target_table_docx",
    "admission:explorer_home", "units:pick", "units:tree_children", "healthz", "readyz",
}  # fmt: skip
ALIKE = 2  # pages of one kind that are looked into for more links; of files every one


def pages(client, starts):
    """((view, slug), path, HTML) of each page; a link that leads nowhere, or to a refusal, is an error."""
    waiting, seen, counted = [(start, "the start") for start in starts], set(), {}
    for link, source in waiting:  # grows while it is read
        path = link.replace("&amp;", "&")
        if path.startswith("/static/") or path.partition("?")[0] in seen:
            continue
        seen.add(path.partition("?")[0])
        match = resolve(path.partition("?")[0])
        kind = (match.view_name, match.kwargs.get("slug"))
        counted[kind] = counted.get(kind, 0) + 1
        if match.view_name in NO_PAGES or (
            counted[kind] > ALIKE and "candidate_detail" not in match.view_name
        ):
            continue
        answer = client.get(path, follow=True)
        assert answer.status_code == 200, f"{path}, linked from {source}: {answer.status_code}"
        if not answer["Content-Type"].startswith("text/html"):
            continue
        html = answer.content.decode()
        yield kind, path, html
        if match.view_name != "styleguide":  # its samples lead nowhere
            waiting += [(found, path) for found in LINK.findall(html)]


def make_of(html):
    """What a page is built of: two pages of one make look alike."""
    return frozenset(TAG.findall(html))
