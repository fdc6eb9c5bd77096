from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "units"
    verbose_name = "Tổ chức đảng"

    def ready(self):
        from partytrack.journal.write import principals
        from units.permissions import principal_in

        principals.append(principal_in)
