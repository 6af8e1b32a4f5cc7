"""The upload form: filled in from the story, chapters where a platform takes them, limits in the right unit."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction

import pytest

from pipeline.domain.delivery import UploadPack
from pipeline.domain.story import Bilingual, Chapter, Credit, Story
from pipeline.domain.transcript import Language
from pipeline.rules.uploading import THUMBNAIL, about_chapters, in_words, upload_findings, upload_pack
from tests.examples import YOUTUBE, edl

CUT = edl((100, 100 * 25), (300, 50 * 25), lead_in_frames=75, tail_frames=100)
"""Source 100 to 200 s at 3 s in the film, 300 to 350 s at 103 s."""

STORY = Story(
    title=Bilingual("파란 연", "Blue Kite"),
    description=Bilingual("한 사람의 이야기.", "One person's story."),
    tags=("interview", "North Korea"),
    credits=(Credit(Bilingual("통역", "Interpreter"), "Han Bom"), Credit(Bilingual(), "Blue House")),
)


def chapters_at(*seconds: int) -> tuple[Chapter, ...]:
    return tuple(Chapter(Fraction(at), Bilingual(f"{at}초", f"at {at}")) for at in seconds)


def pack(story: Story = STORY, *, language: Language = "ko") -> UploadPack:
    return upload_pack(story, CUT, language=language, fallback_title="blue-kite", thumbnail=THUMBNAIL)


def test_the_form_is_filled_in() -> None:
    form = pack(language="en")
    assert form.title == "파란 연 | Blue Kite"
    assert form.description == "한 사람의 이야기.\n\nOne person's story.\n\nInterpreter: Han Bom\nBlue House"
    assert (form.tags, form.language, form.thumbnail) == (STORY.tags, "en", "thumbnail.jpg")
    assert dict(form.captions) == {"ko": "captions.ko.srt", "en": "captions.en.srt"}
    assert upload_findings(form, YOUTUBE.limits) == ()


def test_an_empty_story_still_has_a_title() -> None:
    form = pack(Story())
    assert (form.title, form.description, form.chapters) == ("blue-kite", "", ())


@pytest.mark.parametrize(
    ("at", "marks"),
    [
        ((100, 130, 300), [0, 33, 103]),
        ((150, 300, 320), [0, 103, 123]),
        ((300, 130, 100), [0, 33, 103]),
        ((0, 100, 250, 310), [0, 103, 113]),
        ((100, 105, 130, 300), [0, 33, 103]),
        ((100, 130), []),
        ((), []),
        ((100, 130, 220), []),
        ((100, 130, 160, 345), [0, 33, 63]),
        ((100, 130, 345), []),
    ],
)
def test_chapters(at: tuple[int, ...], marks: list[int]) -> None:
    """At least three, the first at 0:00, each 10 s or longer; one that was cut out begins at the next kept second."""
    assert [chapter.at_s for chapter in pack(replace(STORY, chapters=chapters_at(*at))).chapters] == marks


def test_chapters_stand_in_the_description_as_platforms_read_them() -> None:
    form = pack(replace(STORY, chapters=chapters_at(100, 130, 300), credits=()))
    assert form.description.endswith("\n\n0:00 100초\n0:33 130초\n1:43 300초")


def test_chapters_beyond_an_hour() -> None:
    cut = edl((0, 5000 * 25))
    story = Story(chapters=chapters_at(0, 3599, 3725))
    form = upload_pack(story, cut, language="en", fallback_title="x", thumbnail=THUMBNAIL)
    assert form.description == "0:00 at 0\n59:59 at 3599\n1:02:05 at 3725"


@pytest.mark.parametrize(
    ("story", "rule", "measured"),
    [
        (Story(title=Bilingual("가" * 100)), None, ""),
        (Story(title=Bilingual("가" * 101)), "upload-title", "101 characters"),
        (Story(title=Bilingual("가" * 50, "a" * 48)), "upload-title", "101 characters"),
        (Story(description=Bilingual("가" * 1666)), None, ""),
        (Story(description=Bilingual("가" * 1667)), "upload-description", "5001 bytes"),
        (Story(description=Bilingual(en="a" * 5000)), None, ""),
        (Story(tags=("a" * 500,)), None, ""),
        (Story(tags=("a" * 250, "b" * 250)), "upload-tags", "501 characters"),
        (Story(tags=("a" * 498 + " b",)), "upload-tags", "502 characters"),
        (Story(title=Bilingual("a < b")), "upload-title", "< or >"),
        (Story(description=Bilingual("->")), "upload-description", "< or >"),
    ],
)
def test_platform_limits(story: Story, rule: str | None, measured: str) -> None:
    """Titles and tags count characters, descriptions bytes; a tag with a space gets two quotes."""
    found = upload_findings(pack(story), YOUTUBE.limits)
    assert [(finding.rule, finding.measured, finding.severity) for finding in found] == (
        [(rule, measured, "error")] if rule else []
    )


@pytest.mark.parametrize(
    ("at", "told"),
    [((), ""), ((100, 130, 300), ""), ((100, 130), "no chapters"), ((100, 105, 130, 300), "3 of its 4 chapters")],
)
def test_chapters_that_the_form_lacks_are_told(at: tuple[int, ...], told: str) -> None:
    story = replace(STORY, chapters=chapters_at(*at))
    said = about_chapters(story, pack(story))
    assert said.startswith(f"the upload form has {told}:" if told else "")
    assert bool(said) == bool(told)
    assert "초" not in said


@pytest.mark.parametrize(
    ("story", "told"),
    [
        (
            Story(title=Bilingual("가" * 50, "a" * 48)),
            "upload-title: 101 characters, limit 100 characters "
            "(title.ko has 50 characters, title.en 48; the limit is for both)",
        ),
        (Story(title=Bilingual("a < b")), "upload-title: < or >, limit none"),
        (Story(tags=("a" * 501,)), "upload-tags: 501 characters, limit 500 characters"),
        (STORY, ""),
    ],
)
def test_what_would_be_refused_is_told_with_each_titles_share(story: Story, told: str) -> None:
    assert in_words(upload_findings(pack(story), YOUTUBE.limits), story.title) == told
