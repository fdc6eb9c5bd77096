from django.urls import path

from units.views import target

app_name = "units"
urlpatterns = [
    path("chi-tieu/", target.target_list, name="target_list"),
    path("chi-tieu/<int:pk>/ghi/", target.target_enter, name="target_enter"),
    path("chi-tieu/<int:pk>/giao/", target.target_assign, name="target_assign"),
    path("chi-tieu/<int:pk>/dang-vien/", target.member_declare, name="member_declare"),
    path("chi-tieu/ky/", target.period_list, name="period_list"),
    path("chi-tieu/ky/mo/", target.period_create, name="period_create"),
    path("chi-tieu/ky/<int:pk>/", target.period_edit, name="period_edit"),
]
