from __future__ import annotations

import pytest

from fo_widgets.data.zoo import catalog


def test_all_archives_together_stay_below_eight_megabytes() -> None:
    sizes = [catalog.archive(name).stat().st_size for name in catalog.names()]
    assert all(sizes)
    assert sum(sizes) < 8e6


@pytest.mark.parametrize("name", catalog.names())
def test_card_tells_fields_and_origin_of_one_dataset_only(name: str) -> None:
    card = catalog.card(name)
    assert card.startswith(f"# {name}\n")
    assert "ground_truth" in card
    assert "\n## " not in card


@pytest.mark.parametrize(
    ("name", "words"),
    [("digits", "CC BY 4.0"), ("photos", "public domain"), ("stereo", "grant permission")],
)
def test_card_states_the_licence(name: str, words: str) -> None:
    assert words in catalog.card(name)


def test_card_of_quickstart_says_that_its_pages_are_composed() -> None:
    assert "composed" in catalog.card("quickstart")


def test_unknown_name_is_told_with_the_nearest_and_all_names() -> None:
    with pytest.raises(ValueError, match=r"no dataset 'quikstart'.*did you mean 'quickstart'\?.*digits"):
        catalog.archive("quikstart")
