from django.urls import path

from . import views

app_name = "webhooks"
COMPANY = "companies/<int:pk>/webhooks/"
ONE = f"{COMPANY}<int:endpoint_id>/"
DELIVERY = f"{ONE}deliveries/<uuid:delivery_id>/"
urlpatterns = [
    path(COMPANY, views.endpoints, name="list"),
    path(f"{COMPANY}new/", views.add, name="add"),
    path(ONE, views.endpoint, name="endpoint"),
    path(f"{ONE}change/", views.change, name="change"),
    path(f"{ONE}secret/", views.rotate, name="rotate"),
    path(f"{ONE}ping/", views.ping, name="ping"),
    path(f"{ONE}off/", views.switch_off, name="off"),
    path(f"{ONE}on/", views.switch_on, name="on"),
    path(f"{ONE}again/", views.send_failed_again, name="failed_again"),
    path(DELIVERY, views.delivery, name="delivery"),
    path(f"{DELIVERY}again/", views.send_again, name="again"),
]
