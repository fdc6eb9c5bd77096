"""What each act must do, written by hand from the law and from the ladder, not derived from the code.

`state` → `target`: one way the act is done. `at`: every state of the usual route (a branch under a base committee)
at which it is open. `level`: who does it; `written`: the level that the journal records, where the two differ.
"""

from dataclasses import dataclass

from admission.states import State as S


@dataclass(frozen=True)
class ActCase:
    name: str
    state: S
    target: S
    level: str
    at: str
    rules: str = ""
    written: str = ""

    @property
    def level_written(self):
        return self.written or self.level

    @property
    def open_at(self):
        return set(self.at.split())


# Of the people of the world, all of whom see the file: who acts at a level. Nobody else may.
MAY = {
    "branch": {"secretary"},
    "section": {"officer", "section_officer"},
    "committee": {"officer"},
    "board": {"board"},
    "deciding": {"board", "recorder"},
    "receiver": {"secretary", "officer"},
}
SEES = {"secretary", "officer", "board", "recorder", "auditor"}
COLLECTING = "source nurtured dossier verifying"
UP_TO_APPRAISED = "certified branch_proposed committee_proposed submitted appraised"
RECOMMENDED = "branch_recommended committee_recommended recognition_submitted recognition_appraised"
FREE = (
    f"{COLLECTING} {UP_TO_APPRAISED} section_appraised decided probationary {RECOMMENDED} section_recommended"
)
ON_PROBATION = f"probationary {RECOMMENDED} section_recommended"
VERIFIED = f"{UP_TO_APPRAISED} section_appraised"
PROPOSING_RULES = (
    "AGE_18 APPLICATION BRANCH_OF_THREE BRANCH_TWO_THIRDS CERTIFICATE_60_MONTHS EDUCATION LOCAL_REQUIREMENTS "
    "OPINIONS PAPERS_12_MONTHS PAPERS_BEFORE_MEETING READMISSION_36_MONTHS READMISSION_60_MONTHS READMISSION_NEVER "
    "READMISSION_ONCE SPONSOR_12_MONTHS SPONSOR_OFFICIAL VERIFIED_BEFORE_CERTIFIED VOTE_COUNTS YOUTH_UNION"
)
PROBATION_RULES = (
    "BRANCH_OF_THREE BRANCH_TWO_THIRDS LOCAL_REQUIREMENTS NEW_MEMBER_CLASS PROBATION_12_MONTHS "
    "PROBATION_PAPERS THREE_FAILED_VOTES VOTE_COUNTS"
)

CASES = [
    ActCase("assign_helper", S.SOURCE, S.NURTURED, "branch", FREE, "HELPER_OFFICIAL"),
    ActCase("describe_origin", S.NURTURED, S.NURTURED, "branch", FREE),
    ActCase("give_task", S.NURTURED, S.NURTURED, "branch", FREE),
    ActCase("finish_task", S.CERTIFIED, S.CERTIFIED, "branch", FREE),
    ActCase("assess", S.PROBATIONARY, S.PROBATIONARY, "branch", FREE),
    ActCase("receive_certificate", S.DOSSIER, S.DOSSIER, "board", FREE),
    ActCase("take_application", S.NURTURED, S.DOSSIER, "branch", "nurtured"),
    ActCase("file_papers", S.DOSSIER, S.DOSSIER, "branch", "dossier verifying certified"),
    ActCase("send_verification", S.DOSSIER, S.VERIFYING, "branch", "dossier", "APPLICATION_FIRST"),
    ActCase(
        "certify", S.VERIFYING, S.CERTIFIED, "committee", "verifying", "PERSONS_VERIFIED VERIFIED_BEFORE_CERTIFIED"
    ),
    ActCase("record_paper", S.VERIFYING, S.VERIFYING, "committee", FREE),
    ActCase("request_verification", S.CERTIFIED, S.CERTIFIED, "committee", f"verifying {VERIFIED}"),
    ActCase("reply_verification", S.VERIFYING, S.VERIFYING, "committee", f"dossier verifying {VERIFIED}"),
    ActCase("remind_verification", S.VERIFYING, S.VERIFYING, "committee", f"dossier verifying {VERIFIED}"),
    ActCase("waive_verification", S.VERIFYING, S.VERIFYING, "committee", f"dossier verifying {VERIFIED}"),
    ActCase("edit_person", S.VERIFYING, S.VERIFYING, "branch", COLLECTING),
    ActCase(
        "correct_person", S.PROBATIONARY, S.PROBATIONARY, "board",
        f"decided {ON_PROBATION} full struck_off resigned",
    ),
    ActCase("branch_vote", S.CERTIFIED, S.BRANCH_PROPOSED, "branch", "certified", PROPOSING_RULES),
    ActCase("section_appraise", S.BRANCH_PROPOSED, S.SECTION_APPRAISED, "section", "", "AFTER_BRANCH"),
    ActCase(
        "committee_vote", S.BRANCH_PROPOSED, S.COMMITTEE_PROPOSED, "committee", "branch_proposed section_appraised",
        "AFTER_BRANCH COMMITTEE_TWO_THIRDS VOTE_COUNTS",
    ),
    ActCase("submit", S.COMMITTEE_PROPOSED, S.SUBMITTED, "committee", "committee_proposed", "AFTER_BRANCH"),
    ActCase(
        "appraise", S.SUBMITTED, S.APPRAISED, "board", "submitted",
        "AGE_OVER_60 OVER_60_GROUND READMISSION_CONSENT",
    ),
    ActCase(
        "put_on_agenda", S.APPRAISED, S.ON_AGENDA, "board", "appraised",
        "AFTER_COMMITTEE AGE_OVER_60 DECISION_AFTER_RESOLUTIONS READMISSION_CONSENT",
    ),
    ActCase(
        "decide", S.ON_AGENDA, S.DECIDED, "deciding", "on_agenda",
        "AFTER_COMMITTEE AGE_OVER_60 DECIDER DECIDER_BASE_COMMITTEE DECIDER_PROVINCE DECIDER_SUPERIOR "
        "DECISION_AFTER_RESOLUTIONS READMISSION_36_MONTHS READMISSION_60_MONTHS READMISSION_CONSENT READMISSION_NEVER "
        "READMISSION_ONCE", "board",
    ),
    ActCase("defer", S.ON_AGENDA, S.APPRAISED, "deciding", "on_agenda", "", "board"),
    ActCase("refer", S.ON_AGENDA, S.SUBMITTED, "deciding", "on_agenda", "", "board"),
    ActCase("refuse", S.ON_AGENDA, S.REFUSED, "deciding", "on_agenda", "", "board"),
    ActCase(
        "ceremony", S.DECIDED, S.PROBATIONARY, "branch", "decided", "CEREMONY_30_WORKING_DAYS CEREMONY_AFTER_DECISION"
    ),
    ActCase("file_probation_papers", S.PROBATIONARY, S.PROBATIONARY, "branch", "probationary"),
    ActCase(
        "branch_recommendation", S.PROBATIONARY, S.BRANCH_RECOMMENDED, "branch", "probationary", PROBATION_RULES
    ),
    ActCase(
        "section_recommend", S.BRANCH_RECOMMENDED, S.SECTION_RECOMMENDED, "section", "", "AFTER_BRANCH_RECOMMENDED"
    ),
    ActCase(
        "committee_recommendation", S.BRANCH_RECOMMENDED, S.COMMITTEE_RECOMMENDED, "committee",
        "branch_recommended section_recommended", "AFTER_BRANCH_RECOMMENDED COMMITTEE_TWO_THIRDS VOTE_COUNTS",
    ),
    ActCase(
        "submit_recognition", S.COMMITTEE_RECOMMENDED, S.RECOGNITION_SUBMITTED, "committee", "committee_recommended",
        "AFTER_BRANCH_RECOMMENDED",
    ),
    ActCase(
        "appraise_recognition", S.RECOGNITION_SUBMITTED, S.RECOGNITION_APPRAISED, "board", "recognition_submitted"
    ),
    ActCase(
        "put_recognition_on_agenda", S.RECOGNITION_APPRAISED, S.RECOGNITION_ON_AGENDA, "board",
        "recognition_appraised", "AFTER_BRANCH_RECOMMENDED",
    ),
    ActCase(
        "recognise", S.RECOGNITION_ON_AGENDA, S.FULL, "deciding", "recognition_on_agenda",
        "AFTER_BRANCH_RECOMMENDED DECIDER DECIDER_BASE_COMMITTEE DECIDER_PROVINCE DECIDER_SUPERIOR "
        "PROBATION_12_MONTHS", "board",
    ),
    ActCase(
        "defer_recognition", S.RECOGNITION_ON_AGENDA, S.RECOGNITION_APPRAISED, "deciding", "recognition_on_agenda",
        "", "board",
    ),
    ActCase(
        "refer_recognition", S.RECOGNITION_ON_AGENDA, S.RECOGNITION_SUBMITTED, "deciding", "recognition_on_agenda",
        "", "board",
    ),
    ActCase(
        "refuse_recognition", S.RECOGNITION_ON_AGENDA, S.PROBATIONARY, "deciding", "recognition_on_agenda", "", "board"
    ),
    ActCase(
        "extend_decision", S.SUBMITTED, S.SUBMITTED, "board",
        "branch_proposed section_appraised committee_proposed submitted appraised on_agenda branch_recommended "
        "section_recommended committee_recommended recognition_submitted recognition_appraised recognition_on_agenda",
    ),
    ActCase("return_to_branch", S.SUBMITTED, S.DOSSIER, "board", f"verifying {UP_TO_APPRAISED} section_appraised"),
    ActCase("return_to_committee", S.APPRAISED, S.BRANCH_PROPOSED, "board", "submitted appraised"),
    ActCase(
        "return_recognition_to_branch", S.RECOGNITION_SUBMITTED, S.PROBATIONARY, "board",
        f"{RECOMMENDED} section_recommended",
    ),
    ActCase(
        "return_recognition_to_committee", S.RECOGNITION_APPRAISED, S.BRANCH_RECOMMENDED, "board",
        "recognition_submitted recognition_appraised",
    ),
    ActCase("stop", S.DOSSIER, S.STOPPED, "branch", f"{COLLECTING} {UP_TO_APPRAISED} section_appraised"),
    ActCase("resume", S.STOPPED, S.SOURCE, "branch", "stopped"),
    ActCase(
        "move_away", S.PROBATIONARY, S.MOVED_AWAY, "branch",
        f"{COLLECTING} {UP_TO_APPRAISED} section_appraised decided probationary {RECOMMENDED} section_recommended",
    ),
    ActCase(
        "propose_removal", S.PROBATIONARY, S.PROBATIONARY, "branch", ON_PROBATION,
        "BRANCH_OF_THREE BRANCH_TWO_THIRDS VOTE_COUNTS",
    ),
    ActCase("strike_off", S.PROBATIONARY, S.STRUCK_OFF, "board", ON_PROBATION, "REMOVAL_PROPOSED"),
    ActCase("resign", S.PROBATIONARY, S.RESIGNED, "board", ON_PROBATION),
    ActCase(
        "report_votes", S.PROBATIONARY, S.BRANCH_RECOMMENDED, "branch", "probationary", "REPORT_AFTER_VOTES"
    ),
    ActCase(
        "offer_transfer", S.DOSSIER, S.DOSSIER, "committee",
        f"{COLLECTING} {UP_TO_APPRAISED} section_appraised decided {ON_PROBATION}",
    ),
    ActCase("withdraw_transfer", S.DOSSIER, S.DOSSIER, "committee", ""),
    ActCase("decline_transfer", S.DOSSIER, S.DOSSIER, "receiver", "", "", "branch"),
    ActCase("receive", S.SUBMITTED, S.CERTIFIED, "receiver", "", "", "branch"),
    ActCase("record_arrival", S.NURTURED, S.NURTURED, "branch", COLLECTING),
    ActCase("meet_requirement", S.CERTIFIED, S.CERTIFIED, "branch", f"{COLLECTING} certified probationary"),
    ActCase("entrust", S.NURTURED, S.NURTURED, "branch", f"{COLLECTING} certified"),
    ActCase(
        "note_readmission", S.NURTURED, S.NURTURED, "branch", f"{COLLECTING} certified",
        "READMISSION_NEVER READMISSION_ONCE",
    ),
    ActCase(
        "readmit", S.NURTURED, S.NURTURED, "branch", "",
        "READMISSION_36_MONTHS READMISSION_60_MONTHS READMISSION_CONSENT READMISSION_NEVER READMISSION_ONCE",
    ),
]  # fmt: skip
