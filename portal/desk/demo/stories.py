"""The demonstration's applications: filed, moved and talked about by the services that people use."""

from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from django.utils import timezone

from portal.cases import drafts, handling, messages, moves, questions, registry, submissions
from portal.cases.models import Case, Draft
from portal.law.thai import thai_date
from portal.parties.actors import Actor
from portal.parties.models import Exporter, Person

Said = Mapping[str, Any]
OPENING = time(9, 30)  # the first act of a day; the others follow it


def load(told: Said, person: Callable[[str], Person]) -> Iterator[str]:
    """Tells every story of `told` (fixtures/demo/cases.yaml), unless one has been told already."""
    companies = [story["company"] for story in told["cases"]]
    if Draft.objects.filter(exporter__juristic_id__in=companies).exists():
        return
    for story in told["cases"]:
        case = _filed(story, told["answers"], person)
        for minute, act in enumerate(story.get("acts", ()), start=1):
            _act(case, act, Actor.of(person(act["by"])), _moment(act, minute))
        yield f"case {case.reference} ({case.state})"
    for story in told["drafts"]:
        draft = _filled(story, told["answers"], person, only=story["steps"])
        yield f"draft for {draft.exporter.name_en}"


def _filed(story: Said, answers: Said, person: Callable[[str], Person]) -> Case:
    draft = _filled(story, answers, person)
    return submissions.submit(draft, Actor.of(person(story["by"])), _moment(story))


def _filled(story: Said, answers: Said, person: Callable[[str], Person], only: list[str] | None = None) -> Draft:
    who, at = person(story["by"]), _moment(story)
    exporter = Exporter.objects.get(juristic_id=story["company"])
    draft = drafts.start(story["procedure"], exporter, Actor.of(who), at)
    words = {name: getattr(exporter, name) for name in ("juristic_id", "name_en", "street_en", "city_en", "postcode")}
    words |= {"phone": exporter.phone, "email": exporter.email, "signatory": who.name_en, **_days(at)}
    said = {**answers[story["procedure"]], **story.get("answers", {})}
    for step in only or said:
        typed = _put_in(said[step], words)
        drafts.save(draft, step, Actor.of(who), at, typed.get("values", {}), typed.get("rows"))
    return draft


def _act(case: Case, act: Said, actor: Actor, at: datetime) -> None:
    match act["do"]:
        case "ask":
            questions.ask(case, actor, at, act["text"], step=act["step"], field=act["field"])
        case "message":
            messages.post(case, actor, at, act["text"])
        case "take":
            handling.take(case, actor, at)
        case verb:
            given = _given(case, verb, _put_in(act.get("given", {}), _days(at)))
            note = str(given.pop("note", ""))
            moves.perform(case, verb, actor, at, given=given, note=note, reasons=act.get("reasons", ()))
    case.refresh_from_db()


def _given(case: Case, verb: str, typed: Said) -> dict[str, Any]:
    """What the move's own form makes of what was typed."""
    form_class = registry.procedure(case.procedure).move_forms.get(verb)
    if form_class is None:
        return dict(typed)
    form = form_class(typed)
    if not form.is_valid():
        raise ValueError(f"{case.reference}, {verb}: {form.errors.as_json()}")
    return dict(form.cleaned_data)


def _moment(said: Said, minute: int = 0) -> datetime:
    day = timezone.localdate() - timedelta(days=int(said["days_ago"]))
    return timezone.make_aware(datetime.combine(day, OPENING)) + timedelta(minutes=13 * minute)


def _days(at: datetime) -> dict[str, str]:
    day = timezone.localdate(at)
    return {"day": thai_date(day, style="numeric"), "iso": day.isoformat()}


def _put_in(said: Any, words: Mapping[str, str]) -> Any:
    """The same, with every {…} replaced."""
    if isinstance(said, Mapping):
        return {key: _put_in(value, words) for key, value in said.items()}
    if isinstance(said, list):
        return [_put_in(value, words) for value in said]
    return said.format_map(words) if isinstance(said, str) else said
