"""What box 8 may carry and which boxes of box 13 a verdict ticks (FD-7, FD-11)."""

from portal.law.money import percent_floor

from .origin import Verdict
from .rule_sets import RuleSet
from .terms import TermKind


def box_8(verdict: Verdict) -> list[str]:
    """Every entry that the goods may carry, in the rule set's notation: classification, process, percentage (FD-7)."""
    notation = verdict.rule_set.notation
    whole = percent_floor(verdict.rvc, 0)  # T-5
    if verdict.partial:
        return [notation.partial.format(whole=whole)]  # FD-7
    met = [option.term for option in verdict.options if option.met]
    ctc = [notation.ctc.format(term=term.name) for term in met if term.kind is TermKind.CTC]
    process = [notation.process for term in met if term.kind is TermKind.PROCESS]
    percent = [notation.percent.format(whole=whole) for term in met if term.kind is TermKind.RVC]
    wholly = [notation.wholly_obtained for term in met if term.kind is TermKind.WHOLLY_OBTAINED]  # FD-7
    return list(dict.fromkeys([*ctc, *process, *percent, *wholly]))


def notes(verdict: Verdict) -> list[str]:
    """What is written beside box 8 (FD-7)."""
    note = verdict.rule_set.notation.partial_note
    return [note] if verdict.partial and note else []


def box_13(verdict: Verdict) -> list[str]:
    """The ticks that the verdict calls for, in the order of the form; the old form has no box 13 (FD-11)."""
    cumulated = any(material.partial_percent is not None for material in verdict.goods.materials)
    facts = {
        "accumulation": verdict.originating and verdict.accumulation,  # FD-11
        "partial-cumulation": verdict.partial or (verdict.originating and cumulated),  # FD-11
        "de-minimis": verdict.de_minimis_used,  # FD-11
    }
    return in_form_order(verdict.rule_set, {slug for slug, holds in facts.items() if holds})


def in_form_order(rule_set: RuleSet, ticks: set[str]) -> list[str]:
    """The ticks that the form has, in its order."""
    return [slug for slug in rule_set.box_13 if slug in ticks]
