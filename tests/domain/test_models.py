"""What a model may be called, and what its description must hold."""

from __future__ import annotations

import pytest

from pipeline.domain.models import (
    AssembledFile,
    HubSource,
    ModelFile,
    ModelSpec,
    WheelPart,
    WheelsSource,
    is_model_name,
)

SHA = "ab" * 32
WEIGHTS = ModelFile("model.bin", 3, SHA)


@pytest.mark.parametrize("name", ["whisper-base", "2"])
def test_names_of_models(name: str) -> None:
    assert is_model_name(name)


@pytest.mark.parametrize("name", ["", "../x", "-x", "Base", "a b", "a/b", "모델", "x\n"])
def test_names_that_are_unsafe_as_folders(name: str) -> None:
    assert not is_model_name(name)


@pytest.mark.parametrize(
    ("name", "size", "sha", "why"),
    [
        ("a/b", 1, SHA, "plain name"),
        ("..", 1, SHA, "plain name"),
        (".hidden", 1, SHA, "plain name"),
        ("x\n", 1, SHA, "plain name"),
        ("x", -1, SHA, "cannot have"),
        ("x", 1, SHA.upper(), "hexadecimal"),
        ("x", 1, SHA[1:], "hexadecimal"),
    ],
)
def test_a_file_that_cannot_be(name: str, size: int, sha: str, why: str) -> None:
    with pytest.raises(ValueError, match=why):
        ModelFile(name, size, sha)


@pytest.mark.parametrize(
    ("repository", "revision"), [("owner", "main"), ("a/b/c", "main"), ("a/b", ""), ("a/..b", "m/n")]
)
def test_a_hub_source_that_cannot_be(repository: str, revision: str) -> None:
    with pytest.raises(ValueError, match="owner/name"):
        HubSource(repository, revision)


@pytest.mark.parametrize("requirement", ["package", "package>=1", "package==1; import os", "--index-url==1"])
def test_wheels_are_pinned(requirement: str) -> None:
    with pytest.raises(ValueError, match="pinned"):
        WheelsSource((requirement,), ())


def test_wheels_list_what_they_join() -> None:
    with pytest.raises(ValueError, match="not listed"):
        WheelsSource(("one==1",), (AssembledFile("model.bin", (WheelPart("two", "x"),)),))


def test_a_model_lists_each_file_once() -> None:
    with pytest.raises(ValueError, match="each of its files once"):
        ModelSpec("base", None, (WEIGHTS, WEIGHTS), ())
    with pytest.raises(ValueError, match="each of its files once"):
        ModelSpec("base", None, (), ())


def test_its_wheels_give_exactly_its_files() -> None:
    wheels = WheelsSource(("one==1",), (AssembledFile("other.bin", (WheelPart("one", "x"),)),))
    with pytest.raises(ValueError, match="exactly its files"):
        ModelSpec("base", None, (WEIGHTS,), (wheels,))


def test_a_model_is_what_its_files_hold() -> None:
    config = ModelFile("config.json", 4, SHA)
    model = ModelSpec("base", "MIT", (WEIGHTS, config), ())
    assert model.size_bytes == 7
    assert model.content_id == ModelSpec("other", None, (config, WEIGHTS), (HubSource("a/b", "main"),)).content_id
    assert model.content_id != ModelSpec("base", "MIT", (WEIGHTS,), ()).content_id
