"""What the forms of an invented file say: lawful values for every act, the same however often they are asked for."""

import random
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partialmethod

from admission.catalogues import PROVINCES
from admission.groups import age_on
from admission.routes import BOARD, BRANCH, CERTIFIER, COMMITTEE, SECTION
from admission.rules import figure
from admission.scenario.people import official_name
from admission.states import RemovalGround

CITIES = {"Hà Nội", "Hải Phòng", "Huế", "Đà Nẵng", "Cần Thơ", "Thành phố Hồ Chí Minh"}
COMMUNES = (
    "An Bình", "An Hòa", "Bình Minh", "Đông Sơn", "Đồng Tâm", "Hòa Bình", "Hưng Thịnh", "Minh Tân", "Phú Thịnh",
    "Quang Trung", "Tân Lập", "Tân Tiến", "Thanh Bình", "Thống Nhất", "Vĩnh Phú", "Xuân Hòa",
)  # fmt: skip
OFFICIAL_SINCE = date(2000, 2, 3)
YEAR = timedelta(365)


@dataclass(frozen=True)
class Organisation:
    """Who speaks for a unit, and how many of it vote."""

    secretary: str
    deputy: str
    members: tuple[str, str, str]
    voters: int


class Forms:
    """The fields of each act of the people of one tree; `slug` names what they were invented for."""

    def __init__(self, slug, tree):
        self._slug, self._tree, self._known = slug, tree, {}
        self._province = _home_province(slug, tree)

    def personal(self, person, on):
        rng = self._rng(person)
        origin = self._origin(person)
        home = origin if rng.random() < 0.3 else _place(self._province, rng)
        same = ("full_name", "sex", "born_on", "citizen_id", "ethnicity", "religion", "occupation", "schooling",
                "qualification", "youth_union_on", "trade_union_on")  # fmt: skip
        return {
            **{name: getattr(person, name) for name in same},
            "birthplace": origin,
            "hometown": origin,
            "residence": f"Tổ {rng.randint(1, 12)}, {_inside(home)}",
            "no_youth_organisation": _is_youth(person) and not person.youth_union_on,
        }

    def organisation(self, code):
        if code not in self._known:
            rng = random.Random(f"{self._slug}:{code}")
            secretary, deputy, *members = (official_name(rng) for _ in range(5))
            self._known[code] = Organisation(secretary, deputy, tuple(members), rng.randint(9, 19))
        return self._known[code]

    def _rng(self, person):
        return random.Random(f"{self._slug}:{person.index}")

    def _origin(self, person):
        return _place(person.hometown, self._rng(person))

    def _base(self, person):
        return self._tree.route(person.unit).base

    def _helper_of(self, person):
        return self.organisation(person.unit).members[person.index % 3]

    def nothing(self, person, on):
        return {}

    def helper(self, person, on):
        return {
            "number": _number(on, "NQ", "CB"), "assigned_on": on, "helper_name": self._helper_of(person),
            "helper_full_from": _official_since(on),
        }  # fmt: skip

    def application(self, person, on):
        return {
            "application_on": on, "certificate_number": str(person.index + 101),
            "certificate_on": person.days["certificate"], "certificate_issuer": "Trung tâm Chính trị",
        }  # fmt: skip

    def verification(self, person, on):
        return {
            "history_on": person.days["history"],
            "number": _number(on, "CV", "CB"),
            "addressee": f"Đảng ủy {_inside(self._origin(person))}",
        }

    def conclusion(self, person, on):
        return {"replied_on": on, "conclusion": "Lý lịch rõ ràng, không có vấn đề về chính trị"}

    def introductions(self, person, on):
        """Two sponsors; of a young member of the youth union, or else the trade union, one and its resolution."""
        fields = {
            "introduced_on": on, "opinions_on": on, "sponsor_name": self._helper_of(person),
            "sponsor_full_from": _official_since(on), "sponsor_together_from": on - 3 * YEAR,
        }  # fmt: skip
        for union, body in (("youth_union", "ĐTN"), ("trade_union", "CĐCS")):
            if _is_youth(person) and getattr(person, f"{union}_on"):
                number = _number(on, "NQ", body)
                return fields | {f"{union}_resolution_number": number, f"{union}_resolution_on": on}
        return fields | {
            "sponsor_2_name": self.organisation(person.unit).deputy, "sponsor_2_full_from": _official_since(on),
            "sponsor_2_together_from": on - 2 * YEAR,
        }  # fmt: skip

    def _vote(self, person, on, code, body):
        """All agree, or all but one."""
        organisation, against = self.organisation(code), int(person.index % 5 == 0)
        return {
            "number": _number(on, "NQ", body), "entitled": organisation.voters, "exempt_absent": 0,
            "present": organisation.voters, "votes_for": organisation.voters - against, "votes_against": against,
            "chair": organisation.secretary, "secretary": organisation.deputy,
        }  # fmt: skip

    def branch_vote(self, person, on):
        return self._vote(person, on, person.unit, "CB")

    def committee_vote(self, person, on):
        return self._vote(person, on, self._base(person), "ĐU")

    def numbered(self, person, on, kind, body):
        return {"number": _number(on, kind, body)}

    section_report = partialmethod(numbered, kind="BC", body="ĐUBP")

    def submission(self, person, on):
        kind = self._tree.units[self._base(person)].kind
        return {"number": _number(on, "TTr", "ĐU" if kind == "base_committee" else "CB")}

    def ceremony(self, person, on):
        return {"place": "Phòng họp chi bộ", "chair": self.organisation(person.unit).secretary}

    def class_certificate(self, person, on):
        return {"class_on": on, "class_number": str(person.index + 51)}

    def reviews(self, person, on):
        return dict.fromkeys(("self_review_on", "helper_review_on", "opinions_on"), on)

    def reason(self, person, on):
        return {"reason": person.reason}

    def move(self, person, on):
        return {"number": _number(on, "GT", "ĐU"), "destination": f"Đảng ủy {_inside(self._origin(person))}"}

    def removal(self, person, on):
        return self.branch_vote(person, on) | {"ground": RemovalGround.UNFIT}

    def strike_off(self, person, on):
        return {
            "number": _number(on, "QĐ", "HU"), "ground": RemovalGround.UNFIT, "reason": person.reason,
        }  # fmt: skip


@dataclass(frozen=True)
class Step:
    """An act of `admission.domain`, the level whose account takes it, and its `fields(forms, person, day)`."""

    act: str
    level: str
    fields: Callable


# Steps of `ladder.LADDER` and those that go with them, in the order in which they follow on one day.
STEPS = {
    "register": Step("register", BRANCH, Forms.personal),
    "assign_helper": Step("assign_helper", BRANCH, Forms.helper),
    "application": Step("take_application", BRANCH, Forms.application),
    "verify": Step("send_verification", BRANCH, Forms.verification),
    "certify": Step("certify", CERTIFIER, Forms.conclusion),
    "papers": Step("file_papers", BRANCH, Forms.introductions),
    "branch_vote": Step("branch_vote", BRANCH, Forms.branch_vote),
    "section_appraise": Step("section_appraise", SECTION, Forms.section_report),
    "committee_vote": Step("committee_vote", COMMITTEE, Forms.committee_vote),
    "submit": Step("submit", CERTIFIER, Forms.submission),
    "appraise": Step("appraise", BOARD, Forms.nothing),
    "agenda": Step("put_on_agenda", BOARD, Forms.nothing),
    "ceremony": Step("ceremony", BRANCH, Forms.ceremony),
    "new_member_class": Step("file_probation_papers", BRANCH, Forms.class_certificate),
    "reviews": Step("file_probation_papers", BRANCH, Forms.reviews),
    "branch_recommend": Step("branch_recommendation", BRANCH, Forms.branch_vote),
    "section_recommend": Step("section_recommend", SECTION, Forms.section_report),
    "committee_recommend": Step("committee_recommendation", COMMITTEE, Forms.committee_vote),
    "recognition_submit": Step("submit_recognition", CERTIFIER, Forms.submission),
    "recognition_appraise": Step("appraise_recognition", BOARD, Forms.nothing),
    "recognition_agenda": Step("put_recognition_on_agenda", BOARD, Forms.nothing),
    "return_by_committee": Step("return_to_branch", COMMITTEE, Forms.reason),
    "return_by_board": Step("return_to_committee", BOARD, Forms.reason),
    "stop": Step("stop", BRANCH, Forms.reason),
    "move_away": Step("move_away", BRANCH, Forms.move),
    "propose_removal": Step("propose_removal", BRANCH, Forms.removal),
    "strike_off": Step("strike_off", BOARD, Forms.strike_off),
}


def with_papers(days):
    """The days of a planned file with those on which its papers come in: when its history is certified, and shortly
    before the branch recommends."""
    days = dict(days)
    if "certify" in days:
        days["papers"] = days["certify"]
    if "branch_recommend" in days:
        days["reviews"] = days["branch_recommend"] - timedelta(1)
    return days


def _home_province(slug, tree):
    """The province that a unit is called after; else one drawn for the file."""
    names = " ".join(unit.name for unit in tree.units.values())
    named = [province for _, province in PROVINCES if province in names]
    return named[0] if named else random.Random(slug).choice(PROVINCES)[1]


def _place(province, rng):
    commune = rng.choice(COMMUNES)
    if province not in CITIES:
        return f"Xã {commune}, tỉnh {province}"
    return f"Phường {commune}, {_inside(province) if 'phố' in province else f'thành phố {province}'}"


def _inside(place):
    return place[:1].lower() + place[1:]


def _is_youth(person):
    """Of youth age when the branch votes, or at the last act of a file that does not get so far."""
    voted = person.days.get("branch_vote") or max(person.days.values())
    first, last = (figure("YOUTH_AGE", name, voted) for name in ("from_years", "to_years"))
    return first <= age_on(person.born_on, voted) <= last


def _official_since(on):
    """A day on which whoever helps or sponsors had long been a full member."""
    return min(OFFICIAL_SINCE, on - 5 * YEAR)


def _number(on, kind, body):
    """A number as an office counts them through the year: about one paper of a kind a week."""
    return f"{on.timetuple().tm_yday // 7 + 1:02d}-{kind}/{body}"
