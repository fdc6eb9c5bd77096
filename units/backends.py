"""How somebody signs in, and how a request finds who has."""

from django.contrib.auth.backends import ModelBackend

from units.permissions import user_with_grants


class WithGrants(ModelBackend):
    """Finds the user of a request along with the grants, which every page asks for anyway."""

    def get_user(self, user_id):
        user = user_with_grants(user_id) or super().get_user(user_id)
        return user if user and self.user_can_authenticate(user) else None
