from django.apps import AppConfig


class AdmissionConfig(AppConfig):
    name = "admission"
    verbose_name = "Phát triển đảng viên"

    def ready(self):
        from admission.catalogues import INTRODUCERS
        from admission.counts import open_files
        from admission.domain.closing import refuse_while_files_are_open
        from admission.groups import GROUPS
        from admission.rulebook import added_moved_days, added_rows
        from admission.rules import book
        from units import targets, trees
        from units.hierarchy import closing_checks

        book.extend_with(added_rows, added_moved_days)
        closing_checks.append(refuse_while_files_are_open)
        targets.GROUPS.update(GROUPS)
        targets.GROUPS.update({f"introduced:{code}": f"{label} giới thiệu" for code, label in INTRODUCERS})
        trees.counters.append(open_files)
