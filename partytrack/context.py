"""What base.html shows around every page."""

from functools import lru_cache, partial
from typing import NamedTuple

from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.functional import SimpleLazyObject

from units.permissions import grants_of, may


class Item(NamedTuple):
    """One line of the main menu; `count` is shown as a badge when there is something to count."""

    label: str
    url: str
    icon: str
    current: bool
    count: int | None = None


ITEMS = (
    ("Việc của tôi", "admission:my_work", "home", "candidate.view"),
    ("Hồ sơ", "admission:candidate_list", "people", "candidate.view"),
    ("Nguồn", "admission:source_home", "seed", "candidate.view"),
    ("Họp xét", "admission:meeting_list", "vote", "candidate.view"),
    ("Phiên họp", "admission:session_list", "calendar", "session.view"),
    ("Lớp bồi dưỡng", "admission:class_list", "school", "class.view"),
    ("Chuyển hồ sơ", "admission:transfer_list", "swap", "transfer.answer"),
    ("Thẩm tra lý lịch", "admission:verification_list", "shield", "candidate.view"),
    ("Chỉ tiêu", "units:target_list", "target", "target.view"),
    ("Báo cáo", "admission:report", "chart", "report.view"),
    ("Đơn vị", "units:tree", "tree", "unit.view"),
    ("Tài khoản", "units:user_list", "account", "user.manage"),
    ("Biểu mẫu", "admission:form_list", "files", "unit.view"),
    ("Quy tắc", "admission:rule_list", "scale", "unit.view"),
    ("Nhật ký", "admission:audit", "history", "audit.view"),
)
ACTIONS = {action for *_, action in ITEMS}
TABS = 5  # what a phone's tab bar holds


def navigation(request):
    """Menu and user line of a signed-in user; empty for anybody else, and not computed by pages that do not show it."""
    return {"navigation": SimpleLazyObject(partial(_navigation, request))}


def _navigation(request):
    user = getattr(request, "user", None)
    if user is None or not user.is_authenticated:
        return {}
    items = _items(user, request.path)
    return {
        "items": items,
        "menu": _menu(items),
        "may_search": may(user, "candidate.view"),
        "unread": _unread(user),
        "name": user.name,
        "role_line": _role_line(user),
    }


def _unread(user):
    """How many reminders wait; None for a user who gets none."""
    return grants_of(user)[0].unread if may(user, "candidate.view") else None


def _items(user, path):
    links = _links(frozenset(action for action in ACTIONS if may(user, action)))
    here = max((url for _, url, _ in links if _leads_to(url, path)), key=len, default=None)
    return tuple(Item(label, url, icon, current=url == here) for label, url, icon in links)


@lru_cache(maxsize=64)
def _links(actions):
    """(label, address, icon) of the items that these rights open."""
    return [(label, reverse(name), icon) for label, name, icon, action in ITEMS if action in actions]


@lru_cache(maxsize=512)
def _menu(items):
    """The main menu as HTML: the same for everybody with these rights in this part of the system."""
    more = items[TABS - 1 :] if len(items) > TABS else []
    return render_to_string("components/navigation.html", {"items": items, "more": more})


def _leads_to(url, path):
    return path == url or (url != "/" and path.startswith(url))


def _role_line(user):
    grants = grants_of(user)
    return f"{grants[0].get_role_display()}, {grants[0].unit.name}" if grants else "Chưa được phân quyền"
