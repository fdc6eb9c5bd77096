"""A small world with one file at each state, and a stranger who has every right and files of his own, elsewhere."""

import uuid
from datetime import date, timedelta

from admission.domain.engine import perform
from admission.models import Candidate, TrialTask
from admission.states import ADMISSION_LADDER, RECOGNITION_LADDER, State
from partytrack.journal.dispatch import paused
from tests.families import FATHER, state_family
from tests.world import LONG_AGO, fields_for, make_user, world
from units.models import Grant, Role, User

S = State
SECTION_STATES = (S.SECTION_APPRAISED, S.SECTION_RECOMMENDED)
OF_SECTION = (S.BRANCH_PROPOSED, S.BRANCH_RECOMMENDED, *SECTION_STATES)
CLIMBED = [state for state in (*ADMISSION_LADDER, *RECOGNITION_LADDER, S.FULL) if state not in SECTION_STATES]
WAYS_OUT = {
    S.STOPPED: (S.CERTIFIED, "stop"),
    S.MOVED_AWAY: (S.NURTURED, "move_away"),
    S.REFUSED: (S.ON_AGENDA, "refuse"),
    S.STRUCK_OFF: (S.PROBATIONARY, "strike_off"),
    S.RESIGNED: (S.PROBATIONARY, "resign"),
}
OF_BOARD = {"refuse", "strike_off", "resign"}
A_LOST_VOTE = {"votes_for": 5, "votes_against": 4}
BEFORE = {  # what must be done first: (act, who does it, fields)
    "strike_off": [("propose_removal", "secretary", {})],
    "report_votes": [("branch_recommendation", "secretary", A_LOST_VOTE)] * 3,
    "readmit": [("note_readmission", "secretary", {})],
    "withdraw_transfer": [("offer_transfer", "officer", {})],
    "decline_transfer": [("offer_transfer", "officer", {})],
    "receive": [("offer_transfer", "officer", {})],
}
WEEK = timedelta(7)
YEAR = timedelta(370)

EXTRA_FIELDS = {
    "record_paper": {
        "code": "1-KNĐ",
        "issued_on": date(2024, 1, 10),
        "number": "",
        "issuer": "Nguyễn Thị Hoa",
    },
    "request_verification": {
        "number": "85-CV/ĐU",
        "addressee": "Đảng ủy phường Tam Hòa",
        "persons": ["self"],
    },
    "reply_verification": {"conclusion": "Không có vấn đề về lịch sử chính trị"},
    "remind_verification": {"number": "97-CV/ĐU"},
    "waive_verification": {"person": "cha", "reason": "deceased", "note": "Mất năm 2010"},
    "edit_person": {"residence": "Ấp 2, xã Xuân Định, tỉnh Đồng Nai"},
    "defer": {"reason": "Vắng mặt"},
    "refer": {"reason": "Thiếu văn bản trả lời"},
    "refuse": {"reason": "Chưa đủ điều kiện"},
    "defer_recognition": {"reason": "Vắng mặt"},
    "refer_recognition": {"reason": "Thiếu nhận xét"},
    "refuse_recognition": {"reason": "Chưa đủ điều kiện"},
    "extend_decision": {"reason": "Chờ xác minh ở nước ngoài"},
    "return_to_branch": {"fault": "paper_missing", "reason": "Thiếu giấy giới thiệu"},
    "return_to_committee": {"fault": "resolution", "reason": "Thiếu nghị quyết"},
    "return_recognition_to_branch": {"fault": "paper_missing", "reason": "Thiếu bản tự kiểm điểm"},
    "return_recognition_to_committee": {"fault": "resolution", "reason": "Thiếu nghị quyết"},
    "stop": {"reason": "works_away"},
    "give_task": {"text": "Vận động thanh niên dọn đường ấp", "due_on": date(2040, 1, 1)},
    "finish_task": {"result": "Hoàn thành tốt"},
    "assess": {"grade": "good", "text": "Tích cực, gương mẫu"},
    "move_away": {"number": "20-GT/ĐU", "destination": "Đảng bộ phường Trấn Biên"},
    "strike_off": {"number": "77-QĐ/HU", "ground": "inactive", "reason": "Bỏ sinh hoạt ba tháng"},
    "resign": {"number": "78-QĐ/HU", "application_on": date(2023, 12, 1), "reason": "own_wish"},
    "offer_transfer": {"number": "12-GCN/ĐU"},
    "withdraw_transfer": {"reason": "Không chuyển nữa"},
    "decline_transfer": {"reason": "Không cư trú tại đây"},
    "record_arrival": {
        "number": "09-GCN/ĐU",
        "issued_on": date(2023, 12, 1),
        "issuer": "Đảng ủy phường Trấn Biên",
    },
    "note_readmission": {
        "admitted_on": date(2010, 5, 19),
        "left_on": date(2015, 5, 19),
        "how": "struck_off",
        "earlier": 0,
    },
    "readmit": {"consent_number": "35-CV/TU", "consent_on": date(2023, 12, 1)},
    "entrust": {"place": "Công ty Hòa Bình", "number": "15-CV/ĐU", "assigned_on": date(2023, 12, 1)},
    "report_votes": {"number": "03-BC/CB"},
}
IDENTITY = (
    "full_name", "born_on", "citizen_id", "ethnicity", "religion", "birthplace", "hometown", "residence", "schooling",
    "qualification", "occupation", "youth_union_on",
)  # fmt: skip
OF_SESSION = {
    "decide", "defer", "refer", "refuse", "recognise", "defer_recognition", "refer_recognition",
    "refuse_recognition",
}  # fmt: skip
AGENDA = {"put_on_agenda", "put_recognition_on_agenda"}


class Shelf:
    def __init__(self, states=tuple(State)):
        self.w = world()
        self.files = {state: self._file(state) for state in CLIMBED if state in states}
        self.of_section = {
            state: self._file(state, self.w.section_branch) for state in OF_SECTION if state in states
        }
        self.files |= {state: self.of_section[state] for state in SECTION_STATES if state in states}
        self.files |= {state: self._after(*way) for state, way in WAYS_OUT.items() if state in states}
        self.stranger = self._stranger()

    def add(self, state, *, of_section=False):
        """One more file at a state."""
        with paused():
            if state in WAYS_OUT:
                return self._after(*WAYS_OUT[state])
            return self._file(state, self.w.section_branch if of_section else None)

    def user(self, who):
        """A `User`, or one of the world by name."""
        if isinstance(who, User):
            return who
        return self.stranger if who == "stranger" else getattr(self.w, who)

    def file(self, state, *, of_section=False):
        """The file that stands at a state, as the database has it now."""
        return Candidate.objects.get(pk=(self.of_section if of_section else self.files)[state].pk)

    def act(self, file, name, actor, on=None, *, version=None, request_id=None, bare=False, **fields):
        """One act with lawful fields, on a lawful day, unless told otherwise. `file` may be stale: then so is the act.
        `bare`: without fields, for an act that is refused before anybody looks at them."""
        on = on or self.day_of(file, name)
        fields = fields if bare else self.fields_of(file, name, on) | fields
        return perform(
            name, file.pk, actor=self.user(actor), version=file.version if version is None else version,
            request_id=request_id or uuid.uuid4(), on=on, **fields,
        )  # fmt: skip

    def ready(self, file, name):
        """The file, when everything that an act needs was done before."""
        for before, actor, fields in BEFORE.get(name, ()):
            file = self.act(file, before, actor, **fields).file
        return file

    def day_of(self, file, name):
        if name in OF_SESSION:
            return file.since
        if name in ("file_probation_papers", "branch_recommendation"):
            return file.ceremony_on + YEAR
        return file.since + WEEK

    def fields_of(self, file, name, on):
        fields = fields_for(name, on) | EXTRA_FIELDS.get(name, {})
        fields |= self._of_nurture(file, name, on)
        if name == "waive_verification":
            state_family(file, FATHER)
        if name == "meet_requirement":
            fields |= {"requirement": self._requirement(), "text": "QĐ 45/QĐ-UBND"}
        if name in ("reply_verification", "remind_verification"):
            fields["request"] = (
                file.verifications.filter(replied_on=None).values_list("pk", flat=True).first()
            )
        if name == "offer_transfer":
            here = file.unit == self.w.section_branch
            fields["to_unit"] = self.w.branch if here else self.w.section_branch
        if name == "entrust":
            fields["unit"] = self.w.commune
        if name == "propose_removal":
            fields |= fields_for("branch_vote", on) | {"ground": "inactive"}
        if name == "correct_person":
            fields |= {column: getattr(file, column) for column in IDENTITY} | {"sex": "male"}
            fields |= {"number": "31-CV/ĐU", "issued_on": on, "issuer": "Đảng ủy xã", "reason": "Ghi nhầm"}
        if name in AGENDA:
            fields["session"] = self.w.session(on)
        if name in OF_SESSION:
            fields["session"] = self.w.session(file.since)
        if name in ("decide", "recognise"):
            fields["number"] = "215-QĐ/HU"
        return fields

    def _requirement(self):
        """Of the district, for whoever is to be admitted."""
        since = {"decision": "05-NQ/HU", "since": LONG_AGO}
        return self.w.district.requirements.create(round="admission", title="Lao động tiên tiến", **since)

    def _of_nurture(self, file, name, on):
        """Fields of the acts of a branch that concern what lies in the file already."""
        if name == "finish_task":
            days = {"given_on": file.since, "due_on": file.since}
            open_tasks = TrialTask.objects.filter(candidate=file, done_on=None)
            return {
                "task": (
                    open_tasks.first() or TrialTask.objects.create(candidate=file, text="Việc", **days)
                ).pk
            }
        if name == "assess":
            helper = file.helpers.filter(until=None).first()
            return {"helper": helper.pk if helper else 0}
        if name == "describe_origin":
            return {"group": "youth", "introduced_by": "youth_union", "introduced_on": on}
        if name == "receive_certificate":
            return {
                "code": "CN-NTVĐ",
                "number": "07-CN",
                "issued_on": on,
                "issuer": "Trung tâm Chính trị huyện",
            }
        return {}

    def _file(self, state, branch=None):
        """A new file that climbed to a state, with the papers that the next vote asks for, where there is one."""
        file = self.w.climb(self.w.file(branch), to=state)
        if file.state == S.CERTIFIED:
            return self.w.act(file, "file_papers", file.since)
        if file.state == S.PROBATIONARY:
            return self.w.act(file, "file_probation_papers", file.ceremony_on + YEAR)
        return file

    def _after(self, state, act):
        file = self.ready(self._file(state), act)
        return self.act(file, act, "board" if act in OF_BOARD else "secretary").file

    def _stranger(self):
        """Every right that a person can have, over another branch, with a file of its own at hand."""
        stranger = make_user(Role.BRANCH_SECRETARY, self.w.base_branch)
        for role in (Role.COMMITTEE_OFFICER, Role.BOARD_OFFICER, Role.RECORDER, Role.AUDITOR):
            Grant.objects.create(user=stranger, unit=self.w.base_branch, role=role, valid_from=LONG_AGO)
        self.w.file(self.w.base_branch)
        return stranger
