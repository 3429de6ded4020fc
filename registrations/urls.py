from django.urls import include, path

from . import api, views

app_name = "registrations"
urlpatterns = [
    path("api/v1/", include(api)),
    path("register/rex/", views.register, name="register"),
    path("rex/registrations/<str:number>/consent/", views.consent, name="consent"),
]
