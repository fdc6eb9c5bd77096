from django.urls import path

from units.views import target, tree, unit, user

app_name = "units"
urlpatterns = [
    path("chi-tieu/", target.target_list, name="target_list"),
    path("chi-tieu/<int:pk>/ghi/", target.target_enter, name="target_enter"),
    path("chi-tieu/<int:pk>/giao/", target.target_assign, name="target_assign"),
    path("chi-tieu/<int:pk>/dang-vien/", target.member_declare, name="member_declare"),
    path("chi-tieu/ky/", target.period_list, name="period_list"),
    path("chi-tieu/ky/mo/", target.period_create, name="period_create"),
    path("chi-tieu/ky/<int:pk>/", target.period_edit, name="period_edit"),
    path("don-vi/", tree.tree, name="tree"),
    path("don-vi/<int:pk>/", unit.unit_detail, name="unit_detail"),
    path("don-vi/<int:pk>/cay/", tree.tree_children, name="tree_children"),
    path("don-vi/<int:pk>/them/", unit.unit_create, name="unit_create"),
    path("don-vi/<int:pk>/doi-ten/", unit.unit_rename, name="unit_rename"),
    path("don-vi/<int:pk>/chuyen/", unit.unit_move, name="unit_move"),
    path("don-vi/<int:pk>/ket-thuc/", unit.unit_close, name="unit_close"),
    path("don-vi/<int:pk>/quyen-ket-nap/", unit.unit_power, name="unit_power"),
    path("don-vi/<int:pk>/khoi/", unit.unit_tags, name="unit_tags"),
    path("tai-khoan/", user.user_list, name="user_list"),
    path("tai-khoan/them/", user.user_create, name="user_create"),
    path("tai-khoan/<int:pk>/", user.user_detail, name="user_detail"),
    path("tai-khoan/<int:pk>/lien-ket/", user.user_link, name="user_link"),
    path("tai-khoan/<int:pk>/khoa/", user.user_disable, name="user_disable"),
    path("tai-khoan/<int:pk>/mo/", user.user_enable, name="user_enable"),
    path("tai-khoan/<int:pk>/phan-quyen/", user.grant_add, name="grant_add"),
    path("tai-khoan/phan-quyen/<int:pk>/thoi/", user.grant_end, name="grant_end"),
]
