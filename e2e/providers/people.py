"""Who can sign in at the providers of the tests, as zitadel's example reads it; each provider has its own."""
import json
import secrets
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True)
class Person:
    id: str  # the `sub` of their tokens
    username: str  # `preferred_username`
    first: str
    last: str
    password: str = field(default_factory=lambda: secrets.token_urlsafe(16))

    @property
    def name(self) -> str:
        return f"{self.first} {self.last}"

    @property
    def email(self) -> str:
        return f"{self.id}@example.com"


PEOPLE = {
    person.id: person
    for person in (
        Person("ann", "ann.lee", "Ann", "Lee"),
        Person("kim", "kim.wu", "Kim", "Wu"),
        Person("impostor", "admin", "Imp", "Ostor"),
        Person("stranger", "stranger", "Never", "In"),
        Person("gil", "gil.roy", "Gil", "Roy"),
    )
}


def write(file: Path, groups: dict[str, list[str]] | None = None):
    """`groups`: by `sub`; of whom none are named, the provider says nothing of groups."""
    people = {
        person.id: {"ID": person.id, "Username": person.username, "Password": person.password, "FirstName": person.first,
                    "LastName": person.last, "Email": person.email, "EmailVerified": True, "PreferredLanguage": "en",
                    **({"Groups": groups[person.id]} if groups and person.id in groups else {})}
        for person in PEOPLE.values()
    }  # fmt: skip
    file.write_text(json.dumps(people))
