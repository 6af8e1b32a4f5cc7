"""Sets captions, names and marks as ASS text, for one target's picture."""

from __future__ import annotations

from pipeline.domain.branding import ChapterTitle, Colours, LowerThird
from pipeline.domain.presets import Target
from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.domain.subtitles import SubtitleTrack

DRAFT_MARK = "DRAFT · 초안"

_WHITE = "#ffffff"
_NEAR_BLACK = "#101010"
_OUTLINE_SHARE = 0.055
_SHADOW_SHARE = 0.02
"""Outline and shadow as shares of the letters' height: readable on snow and on night, and no sticker."""

_FADE_MS = 350
_NAME_HEIGHT_SHARE = 0.30
"""How far above the lower edge the lower third stands, as a share of the height: clear of three caption lines."""

_TITLE_TOP_SHARE = 0.07
"""How far below the upper edge a chapter's title stands, as a share of the height."""


def styles(target: Target) -> tuple[TextStyle, ...]:
    """The styles of everything drawn for a target."""
    height, width = target.picture.height_px, target.picture.width_px
    korean = max(8, round(height * target.captions.ko_size))
    english = max(7, round(korean * target.captions.en_size))
    side, bottom = round(width * target.captions.margin_x), round(height * target.captions.margin_bottom)

    def style(name: str, size_px: int, *, bold: bool, alignment: int, margin_y_px: int) -> TextStyle:
        return TextStyle(
            name=name,
            size_px=size_px,
            bold=bold,
            colour=_WHITE,
            outline_colour=_NEAR_BLACK,
            outline_px=round(size_px * _OUTLINE_SHARE, 1),
            shadow_px=round(size_px * _SHADOW_SHARE, 1),
            alignment=alignment,
            margin_x_px=side,
            margin_y_px=margin_y_px,
        )

    return (
        style("ko", korean, bold=True, alignment=2, margin_y_px=bottom),
        style("en", english, bold=False, alignment=2, margin_y_px=bottom),
        style("name", round(korean * 0.95), bold=True, alignment=1, margin_y_px=bottom),
        style("role", round(english * 0.9), bold=False, alignment=1, margin_y_px=bottom),
        style("title", korean, bold=True, alignment=7, margin_y_px=round(height * _TITLE_TOP_SHARE)),
        style("subtitle", english, bold=False, alignment=7, margin_y_px=round(height * _TITLE_TOP_SHARE)),
        style("draft", english, bold=True, alignment=8, margin_y_px=round(height * 0.03)),
    )


def captions(track: SubtitleTrack) -> tuple[Drawn, ...]:
    """Both languages as one block a cue, Korean above: they cannot touch, whatever they hold."""
    drawn: list[Drawn] = []
    for cue in track.cues:
        korean = r"\N".join(escaped(line) for line in cue.ko)
        english = r"\N".join(escaped(line) for line in cue.en)
        text = r"\N".join(part for part in (korean, f"{{\\ren}}{english}" if english else "") if part)
        drawn.append(Drawn(cue.start_frame, cue.end_frame, 1, "ko", text))
    return tuple(drawn)


def lower_third(item: LowerThird, target: Target, colours: Colours) -> tuple[Drawn, ...]:
    """A person's name and role at the left, above the captions, beside a line in the show's colour."""
    sizes = {style.name: style.size_px for style in styles(target)}
    height, width = target.picture.height_px, target.picture.width_px
    left, base = round(width * target.captions.margin_x), round(height * (1 - _NAME_HEIGHT_SHARE))
    bar, gap = max(2, round(sizes["name"] * 0.09)), round(sizes["name"] * 0.45)
    name = "  ".join(escaped(part) for part in (item.name_ko, item.name_en) if part)
    role = "  ·  ".join(escaped(part) for part in (item.role_ko, item.role_en) if part)
    text = name + (f"\\N{{\\rrole}}{role}" if role else "")
    top = base - round(sizes["name"] * 1.05 + (sizes["role"] * 1.1 if role else 0))
    box = f"m 0 0 l {bar} 0 {bar} {base - top} 0 {base - top}"
    fade = f"\\fad({_FADE_MS},{_FADE_MS})"
    span = (item.start_frame, item.end_frame)
    return (
        Drawn(
            *span,
            2,
            "name",
            f"{{\\an7\\pos({left},{top})\\bord0\\shad0\\1c{ass_colour(colours.accent)}{fade}\\p1}}{box}",
        ),
        Drawn(*span, 2, "name", f"{{\\an1\\pos({left + bar + gap},{base}){fade}}}{text}"),
    )


def chapter_title(item: ChapterTitle) -> Drawn:
    """A chapter's title in the upper left, away from captions, name and logo."""
    lines = [escaped(text) for text in (item.ko, item.en) if text]
    text = f"{{\\fad({_FADE_MS},{_FADE_MS})}}" + r"\N{\rsubtitle}".join(lines)
    return Drawn(item.start_frame, item.end_frame, 2, "title", text)


def draft_mark(frame_count: int) -> Drawn:
    """The mark that stands over everything that is not a delivery."""
    return Drawn(0, frame_count, 3, "draft", escaped(DRAFT_MARK))


def escaped(text: str) -> str:
    """The text with nothing in it that ASS would read as a command.

    A backslash gets a word joiner behind it, and braces become their full-width likes: ASS has no other way. Line ends
    of every kind become spaces, for an ASS file is read line by line.
    """
    one_line = " ".join(text.splitlines())
    return one_line.replace("\\", "\\\u2060").replace("{", "｛").replace("}", "｝")


def ass_colour(colour: str) -> str:
    """The colour "#rrggbb" as ASS writes it: &Hbbggrr&."""
    red, green, blue = colour[1:3], colour[3:5], colour[5:7]
    return f"&H{blue}{green}{red}&".upper()
