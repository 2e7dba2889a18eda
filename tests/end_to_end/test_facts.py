"""Every fact of the reference report is printed in its section, in all three files."""

import itertools
from collections import Counter

import pytest
from tests.end_to_end.facts import ADDED, Fact, load_facts
from tests.end_to_end.reading import Reading, occurrences, stands_in

REFERENCE_NOTES = 70


def test_the_list_is_whole() -> None:
    facts = load_facts()
    counts = Counter(fact.kind for fact in facts)
    assert set(counts) == {"figure", "document", "address", "date", "name"}
    assert counts["figure"] >= 140
    assert counts["document"] >= 47
    cited = {int(fact.footnote) for fact in facts if fact.footnote not in ("", ADDED)}
    assert cited == set(range(1, REFERENCE_NOTES + 1))


def test_every_figure_is_printed_in_its_section(reading: Reading) -> None:
    fail_on(missing(reading, load_facts("figure")))


def test_a_figure_is_printed_as_often_as_the_reference_says_it(reading: Reading) -> None:
    def key(fact: Fact) -> tuple[str, bool, str]:
        return fact.section, bool(fact.footnote), fact.text

    too_few = []
    for _, same in itertools.groupby(sorted(load_facts("figure"), key=key), key):
        facts = list(same)
        found = occurrences(facts[0].text, texts_for(reading, facts[0]))
        if found < len(facts):
            too_few.append(f"{found} of {len(facts)}: {'; '.join(map(str, facts))}")
    fail_on(too_few)


def test_every_document_is_cited_with_its_date(reading: Reading) -> None:
    fail_on(missing(reading, load_facts("document")))


def test_every_address_is_printed(reading: Reading) -> None:
    fail_on(missing(reading, load_facts("address")))


def test_every_name_is_printed(reading: Reading) -> None:
    fail_on(missing(reading, load_facts("name")))


def test_every_date_is_printed(reading: Reading) -> None:
    fail_on(missing(reading, load_facts("date")))


def test_each_note_of_the_reference_is_one_note_of_the_report(reading: Reading) -> None:
    lost, taken = [], set[int]()
    for number in range(1, REFERENCE_NOTES + 1):
        facts = [fact for fact in load_facts() if fact.footnote == str(number)]
        found = [
            cited.number
            for cited in reading.citations
            if cited.section == facts[0].section
            and cited.number not in taken
            and all(stands_in(fact.printed, reading.notes[cited.number - 1]) for fact in facts)
        ]
        if found:
            taken.add(found[0])
        else:
            lost.append(f"{number}: {'; '.join(fact.text for fact in facts)}")
    fail_on(lost)


def texts_for(reading: Reading, fact: Fact) -> list[str]:
    """Where a fact may stand: notes cited in its section, or the text of the section."""
    return reading.notes_of(fact.section) if fact.footnote else reading.body(fact.section)


def missing(reading: Reading, facts: list[Fact]) -> list[str]:
    """The facts that are not printed."""
    return [
        str(fact)
        for fact in facts
        if not any(
            stands_in(fact.printed, text) and (not fact.beside or stands_in(fact.beside, text))
            for text in texts_for(reading, fact)
        )
    ]


def fail_on(lost: list[str]) -> None:
    """Name every fact that is missing, and nothing else."""
    if lost:
        pytest.fail("\n".join(["not in the report:", *lost]), pytrace=False)
