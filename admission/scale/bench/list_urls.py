"""The addresses of the product, and the Django admin with the list of files as it would be shown there."""

from django.contrib.admin import AdminSite, ModelAdmin
from django.urls import include, path

from admission.models import Candidate


class OpenSite(AdminSite):
    def has_permission(self, request):
        return request.user.is_authenticated


class FileAdmin(ModelAdmin):
    """The columns of our own list in its order, its search and its filter by step; counted as the admin counts."""

    list_display = ("full_name", "born_on", "unit", "state", "due_on")
    ordering = ("sort_key", "id")
    list_select_related = ("unit",)
    list_per_page = 50
    list_filter = ("state",)
    search_fields = ("search",)

    def get_queryset(self, request):
        return super().get_queryset(request).visible_to(request.user).open().with_clocks()

    def has_view_permission(self, request, obj=None):
        return True

    has_module_permission = has_add_permission = has_change_permission = has_delete_permission = (
        lambda self, request, obj=None: False
    )


site = OpenSite(name="admin")
site.register(Candidate, FileAdmin)
urlpatterns = [path("bench-admin/", site.urls), path("", include("partytrack.urls"))]
