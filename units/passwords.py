"""Rules for new passwords: Django's own, in words that its Vietnamese translation lacks or phrases badly."""

from django.contrib.auth import password_validation as rules


class LongEnough(rules.MinimumLengthValidator):
    def get_error_message(self):
        return f"Mật khẩu phải có ít nhất {self.min_length} ký tự."


class UnlikeTheUser(rules.UserAttributeSimilarityValidator):
    def __init__(self):
        super().__init__(user_attributes=["username", "name"])

    def get_error_message(self):
        return "Mật khẩu quá giống %(verbose_name)s."


class Uncommon(rules.CommonPasswordValidator):
    def get_error_message(self):
        return "Mật khẩu này nhiều người dùng, dễ bị đoán. Hãy chọn mật khẩu khác."
