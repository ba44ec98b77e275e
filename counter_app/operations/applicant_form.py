"""What is wrong with a form, field by field, before anything is written."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from unicodedata import category

from counter_app.db.queries.counter import ApplicantForm
from counter_app.domain.applicant import LONGEST, LONGEST_EXTRA, RELATIONS, THUMBPRINT
from counter_app.domain.catalogue import Service
from counter_app.domain.errors import Refused
from counter_app.domain.identity import (
    IdentityKind,
    check_nik,
    normalise_identity,
    normalise_phone,
    parse_birth_date,
)


@dataclass(frozen=True, slots=True)
class FieldProblem:
    """One field that needs correcting."""

    field: str
    """identity_number, full_name, birth_date, phone, companion_name, companion_relation, or the key of a
    service's own field."""
    code: str
    facts: Mapping[str, object]


@dataclass(frozen=True, slots=True)
class CheckedForm:
    """A form that may be recorded: personal data as it goes into the journal."""

    identity_kind: str
    person: dict[str, object]
    extra: dict[str, object]
    companion: dict[str, object]
    """companion_name, companion_relation, signs_with."""
    is_as_written: bool = False
    """The officer has overruled what is wrong with the NIK."""


def checked_form(
    form: ApplicantForm, service: Service, regions: Mapping[str, str], *, today: date, as_written: bool
) -> CheckedForm:
    """The form as it will be recorded. ``today``: nobody is born later.

    ``as_written``: a NIK that breaks a rule is recorded as it stands, if it may (``NikCheck.may_stay``).
    Raises Refused("form_incomplete", fields=(FieldProblem, …)) with everything that is wrong at once.
    """
    form = _without_controls(form)
    problems = [
        *_identity_problems(form, regions, as_written=as_written),
        *_name_problems(form),
        *_date_problems(form, today),
        *_phone_problems(form),
        *_extra_problems(form, service),
        *_companion_problems(form),
        *_length_problems(form),
    ]
    if problems:
        raise Refused("form_incomplete", fields=tuple(problems), n=len(problems))
    kind = IdentityKind(form.identity_kind)
    return CheckedForm(
        form.identity_kind,
        {
            "identity_number": normalise_identity(kind, form.identity_number),
            "full_name": form.full_name.strip(),
            "birth_date": parse_birth_date(form.birth_date, today).isoformat(),
            "phone": normalise_phone(form.phone),
        },
        {key: value.strip() for key, value in form.extra},
        {
            "companion_name": form.companion_name.strip(),
            "companion_relation": form.companion_relation,
            "signs_with": THUMBPRINT if form.signs_with == THUMBPRINT else "",
        },
        kind is IdentityKind.NIK and not check_nik(form.identity_number, regions).is_valid,
    )


def _without_controls(form: ApplicantForm) -> ApplicantForm:
    """What is pasted may carry signs that nobody sees: they would make two names of one."""
    return replace(
        form,
        identity_number=_visible(form.identity_number),
        full_name=_visible(form.full_name),
        companion_name=_visible(form.companion_name),
        extra=tuple((key, _visible(value)) for key, value in form.extra),
    )


def _visible(words: str) -> str:
    """The words without format characters (Cf); a control character (Cc) between two words is a space."""
    spaced = "".join(" " if category(sign) == "Cc" else sign for sign in words)
    return "".join(sign for sign in spaced if category(sign) != "Cf")


def _identity_problems(
    form: ApplicantForm, regions: Mapping[str, str], *, as_written: bool
) -> list[FieldProblem]:
    kind = IdentityKind(form.identity_kind)
    if kind is IdentityKind.NONE:
        return []
    if not form.identity_number.strip():
        return [FieldProblem("identity_number", "identity_needed", {"kind": form.identity_kind})]
    if kind is IdentityKind.NIK:
        return _nik_problems(form.identity_number, regions, as_written=as_written)
    return _refused_field("identity_number", lambda: normalise_identity(kind, form.identity_number))


def _nik_problems(typed: str, regions: Mapping[str, str], *, as_written: bool) -> list[FieldProblem]:
    check = check_nik(typed, regions)
    if check.error is None or (as_written and check.may_stay):
        return []
    facts = {"n": check.digit_count, "may_stay": check.may_stay}
    return [FieldProblem("identity_number", check.error, facts)]


def _refused_field(field: str, read: Callable[[], object]) -> list[FieldProblem]:
    try:
        read()
    except Refused as refused:
        return [FieldProblem(field, refused.code, refused.facts)]
    return []


def _name_problems(form: ApplicantForm) -> list[FieldProblem]:
    return [] if form.full_name.strip() else [FieldProblem("full_name", "name_needed", {})]


def _date_problems(form: ApplicantForm, today: date) -> list[FieldProblem]:
    return _refused_field("birth_date", lambda: parse_birth_date(form.birth_date, today))


def _phone_problems(form: ApplicantForm) -> list[FieldProblem]:
    return _refused_field("phone", lambda: normalise_phone(form.phone))


def _extra_problems(form: ApplicantForm, service: Service) -> list[FieldProblem]:
    typed = dict(form.extra)
    return [
        FieldProblem(field.key, "field_needed", {"label": field.label})
        for field in service.fields
        if field.is_required and not typed.get(field.key, "").strip()
    ]


def _companion_problems(form: ApplicantForm) -> list[FieldProblem]:
    """A name needs a relation and the other way round; both together may be empty."""
    name, relation = form.companion_name.strip(), form.companion_relation
    if relation and not name:
        return [FieldProblem("companion_name", "companion_name_needed", {})]
    if name and relation not in RELATIONS:
        return [FieldProblem("companion_relation", "companion_relation_needed", {})]
    return []


def _length_problems(form: ApplicantForm) -> list[FieldProblem]:
    """What the projection would not keep must not be written."""
    typed = [
        ("identity_number", form.identity_number, LONGEST["identity_number"]),
        ("full_name", form.full_name, LONGEST["full_name"]),
        ("companion_name", form.companion_name, LONGEST["full_name"]),
        *((key, value, LONGEST_EXTRA) for key, value in form.extra),
    ]
    return [
        FieldProblem(field, "field_too_long", {"n": longest})
        for field, value, longest in typed
        if len(value.strip()) > longest
    ]
