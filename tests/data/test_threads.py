from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from fo_widgets.data import Dataset, Sample


def test_many_threads_add_save_and_read(database: str) -> None:
    dataset = Dataset("busy")
    dataset.add_samples([Sample(filepath=f"/{i}.png", n=0) for i in range(20)])
    ids = dataset.values("id")

    def work(number: int) -> int:
        dataset.add_samples(
            [Sample(filepath=f"/{number}_{i}.png", n=number, **{f"own{number}": i}) for i in range(5)]
        )
        for id in ids:
            sample = dataset[id]
            sample[f"seen{number}"] = number
            sample.save()
        dataset.info[str(number)] = number
        dataset.save()
        return len(dataset.match({"n": number}))

    with ThreadPoolExecutor(6) as pool:
        assert list(pool.map(work, range(1, 7))) == [5] * 6
    assert len(dataset) == 50
    for number in range(1, 7):
        assert dataset.count(f"seen{number}") == 20
        assert dataset.count(f"own{number}") == 5
    assert dataset.info == {str(n): n for n in range(1, 7)}
    dataset.reload()
    assert dataset.count("seen6") == 20


def test_a_sample_is_one_object_for_all_threads(database: str) -> None:
    dataset = Dataset("single")
    id = dataset.add_sample(Sample(filepath="/a.png"))
    with ThreadPoolExecutor(8) as pool:
        found = list(pool.map(lambda _: dataset[id], range(64)))
    assert len({builtin_id(s) for s in found}) == 1


builtin_id = id
