from django.apps import AppConfig
from django.core.validators import ProhibitNullCharactersValidator


class PartyTrack(AppConfig):
    name = "partytrack"
    verbose_name = "Theo dõi công tác kết nạp đảng viên"

    def ready(self):
        from partytrack import checks  # noqa: F401  registers the system checks

        # Django adds this validator to every text field, and its Vietnamese does not have the sentence.
        ProhibitNullCharactersValidator.message = "Nội dung có ký tự không dùng được. Hãy gõ lại."
