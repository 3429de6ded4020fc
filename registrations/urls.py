from django.urls import path

from . import views

app_name = "registrations"
urlpatterns = [
    path("register/rex/", views.register, name="register"),
    path("rex/registrations/<str:number>/consent/", views.consent, name="consent"),
]
