from django.apps import AppConfig


class PartyTrack(AppConfig):
    name = "partytrack"
    verbose_name = "Theo dõi công tác kết nạp đảng viên"

    def ready(self):
        from partytrack import checks  # noqa: F401  registers the system checks
