from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "admission"
    verbose_name = "Phát triển đảng viên"

    def ready(self):
        from admission.beside_targets import admitted_between, members_counted, sources_ready
        from admission.catalogues import INTRODUCTIONS
        from admission.counts import open_files, unread_notices
        from admission.domain import dividing, restructuring
        from admission.domain.closing import refuse_while_files_are_open
        from admission.groups import GROUPS
        from admission.restructuring_figures import (
            DESCRIBERS,
            GOES_IN,
            SECTIONS,
            branch_figures,
            sums,
            unit_figures,
        )
        from admission.rulebook import added_moved_days, added_rows
        from admission.rules import book
        from admission.seals import broken_seals
        from partytrack.journal import verify
        from units import cascade, ledger, membership, targets, trees
        from units.hierarchy import closing_checks
        from units.permissions import beside_grants
        from units.restructuring import hooks

        book.extend_with(added_rows, added_moved_days)
        closing_checks.append(refuse_while_files_are_open)
        targets.GROUPS.update(GROUPS)
        targets.GROUPS.update(INTRODUCTIONS)
        trees.counters.append(open_files)
        beside_grants["unread"] = unread_notices
        verify.others.append(broken_seals)
        cascade.sources.append(sources_ready)
        cascade.results.append(admitted_between)
        ledger.LINKS.update(allocation="admission:allocation", table="admission:target_table_pdf")
        ledger.RESULTS.update(dict.fromkeys(["all", *GROUPS, *INTRODUCTIONS], "admission:report_unit"))
        membership.counters.append(members_counted)
        hooks.objections.append(restructuring.objections)
        hooks.followers.append(restructuring.follow)
        hooks.sums.append(sums)
        hooks.dependents.append(restructuring.dependents)
        hooks.restorers["admission.candidate"] = restructuring.restore_files
        hooks.people.append(dividing.people_of)
        hooks.goes_in.update(GOES_IN)
        hooks.branch_figures.append(branch_figures)
        hooks.unit_figures.append(unit_figures)
        hooks.SECTIONS.update(SECTIONS)
        hooks.describers.update(DESCRIBERS)
