from django.urls import path

from .views import acts, case, files, lists, notices, wishes

app_name = "cases"
urlpatterns = [
    path("cases/", lists.mine, name="mine"),
    path("cases/<str:reference>/", case.case, name="case"),
    path("cases/<str:reference>/moves/<str:verb>/", acts.move, name="move"),
    path("cases/<str:reference>/questions/<int:question_id>/answer/", acts.answer, name="answer"),
    path("cases/<str:reference>/messages/", acts.message, name="message"),
    path("cases/<str:reference>/withdraw/", acts.withdraw, name="withdraw"),
    path("cases/<str:reference>/withdraw/<int:withdrawal_id>/keep/", acts.keep, name="keep"),
    path("files/<uuid:attachment_id>/", files.file, name="file"),
    path("notices/", notices.notices, name="notices"),
    path("notices/wishes/", wishes.wishes, name="wishes"),
    path("notices/calendar/open/", wishes.open_calendar, name="open_calendar"),
    path("notices/calendar/close/", wishes.close_calendar, name="close_calendar"),
    path("calendar/<slug:code>.ics", wishes.calendar, name="calendar"),
    path("notices/read/", notices.read, name="read_all"),
    path("notices/<uuid:notice_id>/read/", notices.read, name="read"),
    path("notices/<uuid:notice_id>/", notices.go, name="notice"),
]
