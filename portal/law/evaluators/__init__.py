"""The rules as functions that anyone can call: command line, API, live checks, officers' findings."""

from . import period, working_days  # they register themselves
from .reading import InputError, Record
from .registry import Evaluator, UnknownEvaluator, evaluate, evaluate_all, evaluator, every_evaluator, find

__all__ = [
    "Evaluator",
    "InputError",
    "Record",
    "UnknownEvaluator",
    "evaluate",
    "evaluate_all",
    "evaluator",
    "every_evaluator",
    "find",
    "period",
    "working_days",
]
