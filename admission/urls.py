from django.urls import path

from admission.views import acts, audit, files, report, session, work

app_name = "admission"
urlpatterns = [
    path("", work.my_work, name="my_work"),
    path("ho-so/", files.candidate_list, name="candidate_list"),
    path("ho-so/moi/", files.candidate_new, name="candidate_new"),
    path("ho-so/<int:pk>/", files.candidate_detail, name="candidate_detail"),
    path("ho-so/<int:pk>/sua/", files.candidate_edit, name="candidate_edit"),
    path("ho-so/<int:pk>/so-can-cuoc/", files.citizen_id, name="citizen_id"),
    path("ho-so/<int:pk>/viec/<slug:slug>/", acts.act, name="act"),
    path("phien-hop/", session.session_list, name="session_list"),
    path("phien-hop/mo/", session.session_plan, name="session_plan"),
    path("phien-hop/<int:pk>/", session.session_detail, name="session_detail"),
    path("phien-hop/<int:pk>/sua/", session.session_edit, name="session_edit"),
    path("phien-hop/<int:pk>/dua-vao/", session.session_add, name="session_add"),
    path("phien-hop/<int:pk>/rut/", session.session_remove, name="session_remove"),
    path("phien-hop/<int:pk>/ket-luan/", session.session_outcomes, name="session_outcomes"),
    path("phien-hop/<int:pk>/cong-bo/", session.session_release, name="session_release"),
    path("bao-cao/", report.report, name="report"),
    path("bao-cao/<int:pk>/", report.report_unit, name="report_unit"),
    path("bao-cao/<int:pk>/pdf/", report.report_file, {"form": "pdf"}, name="report_pdf"),
    path("bao-cao/<int:pk>/xlsx/", report.report_file, {"form": "xlsx"}, name="report_xlsx"),
    path("bao-cao/<int:pk>/json/", report.report_file, {"form": "json"}, name="report_json"),
    path("nhat-ky/", audit.audit, name="audit"),
]
