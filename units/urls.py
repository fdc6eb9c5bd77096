from django.urls import path

from units.views import cascade, period, pick, restructuring, restructuring_step, target, tree, unit, user

app_name = "units"
urlpatterns = [
    path("chi-tieu/", target.target_list, name="target_list"),
    path("chi-tieu/<int:pk>/ghi/", target.target_enter, name="target_enter"),
    path("chi-tieu/<int:pk>/dang-ky/", target.target_register, name="target_register"),
    path("chi-tieu/<int:pk>/giao/", cascade.target_assign, name="target_assign"),
    path("chi-tieu/<int:pk>/dang-vien/", target.member_declare, name="member_declare"),
    path("chi-tieu/ky/", period.period_list, name="period_list"),
    path("chi-tieu/ky/mo/", period.period_create, name="period_create"),
    path("chi-tieu/ky/<int:pk>/", period.period_edit, name="period_edit"),
    path("don-vi/", tree.tree, name="tree"),
    path("don-vi/chon/", pick.pick, name="pick"),
    path("don-vi/sap-xep/", restructuring.restructuring_list, name="restructuring_list"),
    path("don-vi/sap-xep/soan/", restructuring.restructuring_create, name="restructuring_create"),
    path("don-vi/sap-xep/<int:pk>/", restructuring.restructuring_detail, name="restructuring_detail"),
    path("don-vi/sap-xep/<int:pk>/sua/", restructuring.restructuring_edit, name="restructuring_edit"),
    path("don-vi/sap-xep/<int:pk>/them/", restructuring_step.restructuring_step, name="restructuring_step"),
    path("don-vi/sap-xep/<int:pk>/dan/", restructuring.restructuring_paste, name="restructuring_paste"),
    path(
        "don-vi/sap-xep/<int:pk>/chi-tieu/", restructuring.restructuring_targets, name="restructuring_targets"
    ),
    path(
        "don-vi/sap-xep/<int:pk>/viec/<int:position>/bo/",
        restructuring_step.restructuring_drop,
        name="restructuring_drop",
    ),
    path(
        "don-vi/sap-xep/<int:pk>/viec/<int:position>/sua/",
        restructuring_step.restructuring_step_edit,
        name="restructuring_step_edit",
    ),
    path(
        "don-vi/sap-xep/<int:pk>/viec/<int:position>/doi/",
        restructuring_step.restructuring_step_shift,
        name="restructuring_step_shift",
    ),
    path("don-vi/sap-xep/<int:pk>/tra-lai/", restructuring.restructuring_return, name="restructuring_return"),
    path(
        "don-vi/sap-xep/<int:pk>/dong/<slug:section>/",
        restructuring.restructuring_rows,
        name="restructuring_rows",
    ),
    path(
        "don-vi/sap-xep/<int:pk>/bang-chuyen-doi/",
        restructuring.restructuring_bridge,
        name="restructuring_bridge",
    ),
    *(
        path(
            f"don-vi/sap-xep/<int:pk>/{slug}/",
            restructuring.restructuring_act,
            {"act": act},
            name=f"restructuring_{act}",
        )
        for slug, act in restructuring.ACTS.items()
    ),
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
