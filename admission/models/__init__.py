from .candidate import Candidate, Standing
from .correction import Correction
from .dossier import Decision, Helper, Paper, Remark, Resolution, Sponsor
from .explorer import SavedView
from .form_text import FormText
from .history import FieldRemark, PersonalHistory
from .job import BOOKS, SESSION_KINDS, Job, JobKind, JobPart, JobStatus
from .meeting import Absence, AbsentAs, ItemOutcome, Meeting, MeetingItem, MeetingStatus
from .member import Member, MemberPlacement
from .notice import Digest, Extension, FeedLink, Notice, NoticeSettings
from .register import DecidingBody, DecisionNumber, NumberBook, NumberState
from .rollup import CountedPeriod, Opening, Rollup
from .rulebook import (
    AddedInstrument,
    ChangeStatus,
    Confidence,
    LocalProof,
    LocalRequirement,
    MovedDay,
    RuleChange,
    Series,
)
from .scan import Scan, ScanKind
from .seal import ReportKind, SealedReport
from .session import PUBLISHED, AgendaItem, Session, SessionMinutes, SessionStatus
from .sources import Assessment, Origin, ReviewLine, SourceReview, TrialTask
from .special import EntrustedPlace, Readmission
from .statistics import STATISTICAL_FIELDS, StatisticalFacts, YesNo
from .training import Certificate, ClassKind, Enrolment, Invitation, Result, TrainingClass
from .transfer import Transfer, TransferStatus
from .verification import (
    HistoryConclusion,
    Verification,
    VerificationReminder,
    VerificationWaiver,
    VerifiedPerson,
    WaiverReason,
)

__all__ = [
    "BOOKS",
    "Series",
    "RuleChange",
    "MovedDay",
    "LocalRequirement",
    "LocalProof",
    "Confidence",
    "ChangeStatus",
    "AddedInstrument",
    "PUBLISHED",
    "Absence",
    "AbsentAs",
    "AgendaItem",
    "Assessment",
    "Candidate",
    "Certificate",
    "ClassKind",
    "Correction",
    "DecidingBody",
    "Decision",
    "DecisionNumber",
    "Digest",
    "Enrolment",
    "EntrustedPlace",
    "Extension",
    "FeedLink",
    "FieldRemark",
    "FormText",
    "Helper",
    "HistoryConclusion",
    "Invitation",
    "ItemOutcome",
    "Job",
    "JobKind",
    "JobPart",
    "JobStatus",
    "Meeting",
    "MeetingItem",
    "MeetingStatus",
    "Member",
    "MemberPlacement",
    "Notice",
    "NoticeSettings",
    "NumberBook",
    "NumberState",
    "Origin",
    "Paper",
    "PersonalHistory",
    "Readmission",
    "ReportKind",
    "Remark",
    "Resolution",
    "Result",
    "ReviewLine",
    "Rollup",
    "CountedPeriod",
    "Opening",
    "SavedView",
    "Scan",
    "ScanKind",
    "SESSION_KINDS",
    "STATISTICAL_FIELDS",
    "SealedReport",
    "Session",
    "SessionMinutes",
    "SessionStatus",
    "SourceReview",
    "Sponsor",
    "Standing",
    "StatisticalFacts",
    "TrainingClass",
    "Transfer",
    "TransferStatus",
    "TrialTask",
    "Verification",
    "VerificationReminder",
    "VerificationWaiver",
    "VerifiedPerson",
    "WaiverReason",
    "YesNo",
]
