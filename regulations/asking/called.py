"""Who somebody is by what they are called: a role's key, its title, an office's name."""

from committee.people import Role
from regulations.asking.lexicon import lexicon
from regulations.asking.library import Library
from regulations.asking.people import Asker
from regulations.model import Regulation
from regulations.vietnamese import fold, syllables


class UnknownRoleError(ValueError):
    """No role of this regulation is called so; `known` are those that are."""

    def __init__(self, called: str, known: tuple[str, ...]) -> None:
        super().__init__(called)
        self.called = called
        self.known = known


def asker_called(library: Library, regulation: Regulation, role: str, office: str) -> Asker:
    """Who asks, by words a person would use; UnknownRoleError where they mean nobody here.

    An office that no clause names gives its holder nothing of their own.
    """
    roles = _roles(library, regulation, role)
    if roles is None:
        titles = tuple(f"{key.value} ({title})" for key, title in regulation.titles.items())
        raise UnknownRoleError(role, titles)
    key = next((k for k, o in regulation.offices.items() if fold(office) in (k, fold(o.name))), "")
    if key or not office.strip():
        return Asker(roles, key or (_office(library, regulation, role) if not office else ""))
    return library.asker(regulation, roles, office)


def _roles(library: Library, regulation: Regulation, called: str) -> tuple[Role, ...] | None:
    """The role meant; the title as it is written before anything that is like it."""
    typed = fold(called)
    if typed in tuple(Role):
        return (Role(typed),) if Role(typed) in regulation.titles else None
    for role, title in regulation.titles.items():
        if typed == fold(title):
            return (role,)
    outside = regulation.titles.get(Role.OUTSIDE_HEAD, "")
    if any(_within(part, called) for part in outside.split(", ")):
        return (Role.OUTSIDE_HEAD,)
    named = library.mentions(regulation, called)
    if not named:
        return _by_position(called)
    known = [role for each in named for role in each.roles if role in regulation.titles]
    if known:
        return tuple(dict.fromkeys(known[:1]))
    return (Role.COMMISSIONER,) if any(each.office for each in named) else None


def _within(part: str, called: str) -> bool:
    """Whether a part of a title, of two words or more, is what somebody is called by."""
    wanted, said = syllables(part), syllables(called)
    starts = range(len(said) - len(wanted) + 1)
    return len(wanted) > 1 and any(said[n : n + len(wanted)] == wanted for n in starts)


def _by_position(called: str) -> tuple[Role, ...] | None:
    """Offices that usually go with a role, as the lexicon has them."""
    typed = fold(called)
    for role, positions in lexicon().positions.items():
        if any(typed.startswith(fold(each)) for each in positions):
            return (role,)
    return None


def _office(library: Library, regulation: Regulation, called: str) -> str:
    return library.asker(regulation, (), called).office
