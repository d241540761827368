"""What a regulation calls its roles and its working group, as its own words have it."""

import re

from committee.people import Role
from regulations.drafting.guessing import roles_of
from regulations.drafting.parts import OfficialText
from regulations.drafting.words import lexicon
from regulations.vietnamese import fold

_GROUP = re.compile(
    r"to (?:cong tac|giup viec|chuyen vien)(?P<helping> giup viec)?(?P<whom>(?: cho)? ban chi dao)?"
)
_ALONE = re.compile(r"pho truong ban(?! (?:chi dao )?(?:thuong )?truc)")
_GROUP_ROLES = {Role.WORKING_GROUP_LEAD: "to truong", Role.WORKING_GROUP_MEMBER: "to "}


def group_name(document: OfficialText) -> str:
    """As the heading of the group's article has it, else as the text first calls it; or empty."""
    said = [
        part.title for part in document.articles if Role.WORKING_GROUP_LEAD in roles_of(part.title)
    ]
    said += [part.text for _, part in document.walk()]
    for text in said:
        found = _GROUP.search(fold(text))
        if found is not None:
            # In "… that helps the committee" the helping is no part of the name.
            end = found.start("helping") if found["whom"] and found["helping"] else found.end()
            end = found.start("whom") if found["whom"] and not found["helping"] else end
            return text[found.start() : end].strip()
    return ""


def titles(document: OfficialText) -> dict[Role, str]:
    """A title for each role that the text speaks of, in order of the model."""
    folded = fold(" ".join(f"{part.title} {part.text}" for _, part in document.walk()))
    headed = {role for article in document.articles for role in roles_of(article.title)}
    group = group_name(document)
    found = {role: _title(role, folded, headed, group) for role in Role}
    return {role: title for role, title in found.items() if title}


def _title(role: Role, folded: str, headed: set[Role], group: str) -> str:
    known = [str(each).format(group=group) for each in lexicon()["titles"][role]]
    if role in _GROUP_ROLES:
        return known[0] if group and _GROUP_ROLES[role] in folded else ""
    if role is Role.OUTSIDE_HEAD:
        return known[0] if role in headed else ""
    if role is Role.DEPUTY:
        return known[0] if role in headed or _ALONE.search(folded) else ""
    if role is Role.COMMISSIONER:
        return next((each for each in known if fold(each) in folded), "")
    return known[0] if fold(known[0]) in folded else ""
