from django.db import models
from django.utils.translation import gettext_lazy as _

from .person import Person


class Agency(models.TextChoices):
    DFT = "dft", _("Department of Foreign Trade")
    CUSTOMS = "customs", _("Customs Department")


class Duty(models.TextChoices):
    RECEPTION = "reception", _("Reception")
    EXAMINER = "examiner", _("Examiner")
    APPROVER = "approver", _("Approver")
    INSPECTOR = "inspector", _("Inspector")
    ADMINISTRATOR = "administrator", _("Administrator")


class Officer(models.Model):
    """A person who serves an agency."""

    person = models.OneToOneField(Person, on_delete=models.CASCADE, related_name="officer")
    agency = models.CharField(_("Agency"), max_length=10, choices=Agency)
    position_th = models.CharField(_("Position in Thai"), max_length=120, blank=True)
    position_en = models.CharField(_("Position in English"), max_length=120, blank=True)

    class Meta:
        verbose_name = _("officer")
        verbose_name_plural = _("officers")

    def __str__(self) -> str:
        return str(self.person)


class OfficerDuty(models.Model):
    """A duty that an officer holds in the agency."""

    officer = models.ForeignKey(Officer, on_delete=models.CASCADE, related_name="duties")
    duty = models.CharField(_("Duty"), max_length=15, choices=Duty)

    class Meta:
        verbose_name = _("duty")
        verbose_name_plural = _("duties")
        constraints = [models.UniqueConstraint(fields=["officer", "duty"], name="a_duty_once")]

    def __str__(self) -> str:
        return self.get_duty_display()
