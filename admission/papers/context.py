"""What a form prints of a file: one plain dict with every name of `variables.NAMED`. What is not known is a `Blank`."""

from django.db.models import Q

from admission.catalogues import ETHNIC_GROUPS, OCCUPATIONS, QUALIFICATIONS, RELIGIONS, SCHOOLING
from admission.models.dossier import Body, PaperCode
from admission.papers.blanks import blank_context, day
from admission.papers.dossier import SECTION_REPORT
from admission.papers.organs import archive, committee, deciding_body
from admission.papers.votes import concluded, resolved, tally, told_of
from admission.reports.labels import day as short_day
from admission.rules.probation import probation_ends
from admission.states import Round
from units.querysets import within

ROUNDS = {Round.ADMISSION: "kết nạp đảng viên", Round.RECOGNITION: "công nhận đảng viên chính thức"}


def context_of(dossier, form, names, *, files, one=None):
    """`names`: `organs.Names` of the day of the paper. `files`: the files that the user may see, of which a list names
    some. `one`: the sponsor or helper whose own paper it is."""
    known = {
        **_person(dossier.file),
        **_units(dossier, form, names),
        **_official_members(dossier, one),
        **_earlier_papers(dossier),
        **_meeting(dossier, form),
        **_membership(dossier),
        **_lists(dossier, files),
        "vong": ROUNDS[dossier.round],
    }
    return blank_context() | {name: value for name, value in known.items() if value not in ("", None)}


def _person(file):
    def named(choices, code):
        return dict(choices).get(code, code)

    def placed(new, old):
        return f"{new} ({old})" if old else new

    return {
        "ho_ten": file.full_name,
        "ho_ten_hoa": file.full_name.upper(),
        "gioi_tinh": file.get_sex_display(),
        "ngay_sinh": day(file.born_on),
        "noi_sinh": placed(file.birthplace, file.birthplace_old),
        "que_quan": placed(file.hometown, file.hometown_old),
        "thuong_tru": placed(file.residence, file.residence_old),
        "dan_toc": named(ETHNIC_GROUPS, file.ethnicity),
        "ton_giao": named(RELIGIONS, file.religion),
        "nghe_nghiep": named(OCCUPATIONS, file.occupation),
        "hoc_van": named(SCHOOLING, file.schooling),
        "chuyen_mon": named(QUALIFICATIONS, file.qualification),
        "ngay_vao_doan": day(file.youth_union_on),
    }


def _units(dossier, form, names):
    def body(unit):
        return committee(unit.kind, names.of(unit)) if unit else ""

    route, branch = dossier.route, names.of(dossier.route.branch)
    decider = dossier.deciding
    decides = deciding_body(decider.kind, names.of(decider), names.day)
    issuer = dossier.issuer(form)
    above = body(route.section) or ("" if route.decides_itself else body(route.committee)) or decides
    return {
        "chi_bo": branch,
        "chi_bo_ten": branch[len("chi bộ ") :] if branch.lower().startswith("chi bộ ") else branch,
        "dang_uy_bo_phan": body(route.section),
        "dang_uy_co_so": body(route.committee),
        "noi_quyet_dinh": decides,
        "cap_tren": above,
        "co_quan_trinh": body(dossier.submitter),
        "luu": archive(issuer.kind, names.of(issuer)) if issuer else "",
    }


def _official_members(dossier, one):
    def listed(people):
        return ", ".join(dict.fromkeys(person.name for person in people))

    known = {"nguoi_giup_do": listed(dossier.helpers), "nguoi_gioi_thieu": listed(dossier.sponsors)}
    if dossier.helpers:
        known["phan_cong_ngay_dau_cau"] = day(dossier.helpers[0].since, starts_sentence=True)
    if one in dossier.sponsors:
        known |= {
            "gioi_thieu_ho_ten": one.name,
            "gioi_thieu_chinh_thuc": day(one.full_from),
            "cung_cong_tac_tu": f"từ {day(one.together_from)}",
        }
    if one in dossier.helpers:
        known |= {"giup_do_ho_ten": one.name, "giup_do_chinh_thuc": day(one.full_from)}
    return known


def _earlier_papers(dossier):
    known = {}
    for prefix, body in (("nq_chi_bo", Body.BRANCH), ("nq_dang_uy", Body.COMMITTEE)):
        if vote := dossier.vote(body):
            known |= resolved(prefix, vote)
    for prefix, code in (("bc_bo_phan", SECTION_REPORT[dossier.round]), ("to_trinh", PaperCode.SUBMISSION)):
        if paper := dossier.paper(code):
            known |= {f"{prefix}_so": paper.number, f"{prefix}_ngay": day(paper.issued_on)}
    if dossier.admission:
        decision = dossier.admission
        known |= {"ket_nap_qd_so": decision.number, "ket_nap_qd_ngay": day(decision.decided_on)}
    verification = dossier.file.verifications.exclude(conclusion="").order_by("-id").first()
    return {**known, "tham_tra_ket_luan": verification.conclusion if verification else ""}


def _meeting(dossier, form):
    vote, item = dossier.told_by(form)
    known = tally(vote) if vote else {}
    if item:
        known |= {name: value for name, value in told_of(item.meeting).items() if value} | concluded(item)
    return known


def _membership(dossier):
    file = dossier.file
    if not file.ceremony_on:
        return {}
    ends = probation_ends(file.ceremony_on)
    return {
        "le_ngay": day(file.ceremony_on),
        "le_noi": dossier.ceremony_place,
        "le_chu_tri": dossier.ceremony_chair,
        "ngay_vao_dang": day(file.ceremony_on),
        "het_du_bi": day(ends),
        "ngay_chinh_thuc": day(file.full_from or ends),
    }


def _lists(dossier, files):
    together = submitted_together(dossier, files)
    papers = [
        {
            "ten": paper.get_code_display(), "mau": paper.code if paper.code.endswith("KNĐ") else "",
            "so": paper.number, "ngay": short_day(paper.issued_on),
        }
        for paper in dossier.papers
    ]  # fmt: skip
    return {
        "ho_so": [_row(file, dossier.round) for file in together],
        "so_ho_so": str(len(together)),
        "giay_to": papers,
        "so_giay_to": str(len(papers)),
    }


def submitted_together(dossier, files):
    """The files under the same submission; before it is written, this one alone."""
    paper = dossier.paper(PaperCode.SUBMISSION)
    if not paper or not paper.number:
        return [dossier.file]
    same = {"papers__code": paper.code, "papers__number": paper.number, "papers__issued_on": paper.issued_on}
    of_recognition = Q(decided_on__lt=paper.issued_on)
    of_round = of_recognition if dossier.round == Round.RECOGNITION else ~of_recognition | Q(decided_on=None)
    under = files.filter(of_round, within([dossier.submitter.path], "unit__path"), **same)
    return list(under.select_related("unit").order_by("sort_key", "id").distinct())


def _row(file, round_):
    standing = file.resolutions.filter(round=round_, passed=True, superseded=False)
    votes = {vote.body: vote for vote in standing.order_by("id")}

    def cited(body):
        vote = votes.get(body)
        return ", ".join(filter(None, (vote.number, short_day(vote.held_on)))) if vote else ""

    return {
        "ho_ten": file.full_name, "ngay_sinh": short_day(file.born_on), "que_quan": file.hometown,
        "chi_bo": file.unit.name, "nghi_quyet": cited(Body.BRANCH), "nghi_quyet_dang_uy": cited(Body.COMMITTEE),
    }  # fmt: skip
