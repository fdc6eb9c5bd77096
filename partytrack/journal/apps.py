from django.apps import AppConfig


class JournalConfig(AppConfig):
    name = "partytrack.journal"
    label = "journal"
    verbose_name = "Nhật ký"
