"""Writes captions, names and marks as ASS text, for one target's picture, where the layouts say that they stand."""

from __future__ import annotations

from collections.abc import Sequence

from pipeline.domain.branding import FADE_S, ChapterTitle, Colours, LowerThird
from pipeline.domain.presets import Target
from pipeline.domain.render_plan import Drawn, TextStyle
from pipeline.domain.subtitles import Cue, SubtitleTrack
from pipeline.rules import name_layout
from pipeline.rules.canvas import Box, Canvas
from pipeline.rules.caption_layout import OUTLINE_SHARE, SHADOW_SHARE, SetLine, caption_block, designed_sizes
from pipeline.rules.name_layout import TextRow, line_height

DRAFT_MARK = "DRAFT · 초안"

_WHITE = "#ffffff"
_NEAR_BLACK, _BLACK = "#101010", "#000000"
_BOX_ALPHA = "&H38&"
"""How much shows through the box behind captions: 0 would be nothing, 255 everything; white stays readable on white."""

_OPAQUE = "&H00&"
_NO_EDGE = r"\bord0\shad0"
_FADE = f"\\fad({int(1000 * FADE_S)},{int(1000 * FADE_S)})"

_BOX_LAYER, _CAPTION_LAYER, _NAME_LAYER, _MARK_LAYER = range(4)


def styles(target: Target) -> tuple[TextStyle, ...]:
    """The styles of everything drawn for a target; each thing drawn says its own size and place."""
    sizes = designed_sizes(target)

    def style(name: str, size_px: int, *, bold: bool, alignment: int, margin_y_px: int = 0) -> TextStyle:
        return TextStyle(
            name=name,
            size_px=size_px,
            bold=bold,
            colour=_WHITE,
            outline_colour=_NEAR_BLACK,
            outline_px=round(size_px * OUTLINE_SHARE, 1),
            shadow_px=round(size_px * SHADOW_SHARE, 1),
            alignment=alignment,
            margin_x_px=0,
            margin_y_px=margin_y_px,
        )

    return (
        style("ko", sizes.ko_px, bold=True, alignment=2),
        style("en", sizes.en_px, bold=False, alignment=2),
        style("name", line_height("name", target), bold=True, alignment=1),
        style("role", line_height("role", target), bold=False, alignment=1),
        style("title", line_height("title", target), bold=True, alignment=1),
        style("subtitle", line_height("subtitle", target), bold=False, alignment=1),
        style("draft", sizes.en_px, bold=True, alignment=8, margin_y_px=round(target.picture.height_px * 0.03)),
    )


def captions(track: SubtitleTrack, canvas: Canvas) -> tuple[Drawn, ...]:
    """Both languages, Korean above; where the profile asks for it, a dark box behind each line."""
    return tuple(item for cue in track.cues for item in _caption(cue, canvas))


def _caption(cue: Cue, canvas: Canvas) -> list[Drawn]:
    span = (cue.start_frame, cue.end_frame)
    lines = caption_block(cue.ko, cue.en, canvas).lines
    if canvas.profile.background == "outline":
        return [
            Drawn(*span, _CAPTION_LAYER, line.language, _centred(line, canvas, _edge(line.line_px))) for line in lines
        ]
    boxes = [Drawn(*span, _BOX_LAYER, line.language, _filled(line.box, _BLACK, _BOX_ALPHA)) for line in lines]
    return [
        *boxes,
        *(Drawn(*span, _CAPTION_LAYER, line.language, _centred(line, canvas, _NO_EDGE)) for line in lines),
    ]


def lower_third(
    item: LowerThird, canvas: Canvas, colours: Colours, titles: Sequence[ChapterTitle] = (), *, with_bar: bool = True
) -> tuple[Drawn, ...]:
    """A person's name and role at the left, clear of captions and titles, beside a bar in the show's colour."""
    plate, span = name_layout.name_plate(item, canvas, titles), (item.start_frame, item.end_frame)
    rows = tuple(Drawn(*span, _NAME_LAYER, row.style, _fading(row)) for row in plate.rows)
    if not with_bar:
        return rows
    return (Drawn(*span, _NAME_LAYER, "name", _filled(plate.bar, colours.accent, _OPAQUE, more=_FADE)), *rows)


def chapter_title(item: ChapterTitle, canvas: Canvas) -> tuple[Drawn, ...]:
    """A chapter's title in the upper left, away from captions, name and logo."""
    span = (item.start_frame, item.end_frame)
    rows = name_layout.title_rows(item, canvas)
    return tuple(Drawn(*span, _NAME_LAYER, row.style, _fading(row)) for row in rows)


def _centred(line: SetLine, canvas: Canvas, edge: str) -> str:
    place = f"\\an2\\pos({canvas.middle},{line.foot_px})\\fs{line.line_px}"
    return f"{{{place}{edge}}}{escaped(line.text)}"


def _fading(row: TextRow) -> str:
    place = f"\\an1\\pos({row.left_px},{row.foot_px})\\fs{row.line_px}"
    return f"{{{place}{_edge(row.line_px)}{_FADE}}}{escaped(row.text)}"


def _edge(line_px: int) -> str:
    """Outline and shadow of letters of this size."""
    return f"\\bord{line_px * OUTLINE_SHARE:.1f}\\shad{line_px * SHADOW_SHARE:.1f}"


def _filled(box: Box, colour: str, alpha: str, *, more: str = "") -> str:
    """A rectangle of one colour."""
    place = f"\\an7\\pos({box.left},{box.top}){_NO_EDGE}\\1c{ass_colour(colour)}\\1a{alpha}{more}\\p1"
    width, height = box.width_px, box.height_px
    return f"{{{place}}}m 0 0 l {width} 0 {width} {height} 0 {height}"


def draft_mark(frame_count: int) -> Drawn:
    """The mark that stands over everything that is not a delivery."""
    return Drawn(0, frame_count, _MARK_LAYER, "draft", escaped(DRAFT_MARK))


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
