"""The script that makes a next version of this tree (e2e/upgrade/next_version.py) leaves nothing out, and ends where it cannot go on."""
import re

import pytest
from e2e.stack.options import ROOT
from e2e.upgrade.next_version import CONTRACTS, KEPT, TABLES, CannotExtend, NextVersion, extend, with_enumerator

DESCRIPTION, NAMES = re.compile(r"\bDescription<([^\n]+)> \{"), re.compile(r"\bNames<([^\n]+)> \{")
OF_ITS_BASE = "lgm::contracts::ShortCheck"  # the members and fields of Check


def files_with(pattern: re.Pattern, folder: str = CONTRACTS) -> list[str]:
    return sorted(str(path.relative_to(ROOT)) for path in (ROOT / folder).rglob("*.hpp") if pattern.search(path.read_text()))


@pytest.fixture(scope="module")
def made():
    return NextVersion().make()


@pytest.mark.parametrize("path", [*files_with(DESCRIPTION), *KEPT])
def test_each_message_and_row_has_a_member_more(made, path):
    described = DESCRIPTION.findall((ROOT / path).read_text())
    assert made.added.structs[path] == described != []
    own = [said for said in described if said != OF_ITS_BASE]
    assert made.text(path).count("> added_later = ") == made.text(path).count('::added_later>("added_later")') == len(own)


@pytest.mark.parametrize("path", files_with(NAMES))
def test_each_enumeration_has_a_name_more(made, path):
    named = NAMES.findall((ROOT / path).read_text())
    assert made.added.enums[path] == named != []
    assert made.text(path).count(', "added_later"}') == made.text(path).count(", AddedLater}") == len(named)


def test_each_table_has_a_column_more(made):
    tables = [table for path in files_with(DESCRIPTION, TABLES) for table in re.findall(r'\btable = "(\w+)"', (ROOT / path).read_text())]
    assert sorted(made.added.tables) == sorted(tables) != []
    migration = next(text for path, text in made.texts.items() if path.endswith("_added_later.sql"))
    assert migration.count("ADD COLUMN") == len(tables)


STRUCT, ENUM = "struct Word {\n  int n = 0;\n};\n", "enum class Kind { A, B };\n"


@pytest.mark.parametrize(
    "text",
    [
        STRUCT + "struct Description<Word> {\n  static constexpr std::array<Field, 0> fields{};\n};\n",
        STRUCT + "struct Description<Word> {\n  static constexpr auto fields = made_by();\n};\n",
        "struct Description<Word> {\n  static constexpr auto fields = std::to_array<Field>({x});\n};\n",
    ],
)
def test_a_description_of_another_form_ends_it(text):
    with pytest.raises(CannotExtend):
        extend(text, "Word")


@pytest.mark.parametrize("text", [ENUM, ENUM + "struct Names<Kind> {\n  static constexpr auto list = names();\n};\n"])
def test_an_enumeration_of_another_form_ends_it(text):
    with pytest.raises(CannotExtend):
        with_enumerator(text, "Kind")


def test_a_place_that_sends_nothing_more_ends_it(made):
    with pytest.raises(CannotExtend, match="does not say 'of no version'"):
        NextVersion()._edit("CMakeLists.txt", "of no version", "")
