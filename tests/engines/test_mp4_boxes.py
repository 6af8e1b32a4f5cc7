"""The reader of MP4 boxes: finds what is there, reads no media, and refuses what does not add up."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pipeline.domain.errors import InputRefused
from pipeline.engines import mp4_boxes


def box(name: str, *contents: bytes) -> bytes:
    body = b"".join(contents)
    return (8 + len(body)).to_bytes(4, "big") + name.encode("latin-1") + body


FTYP = box("ftyp", b"isom", bytes(4))
META = box("meta", bytes(4), box("hdlr", bytes(24)), box("ilst", box("©nam", bytes(20))))
VISUAL_ENTRY = box("avc1", bytes(78), box("avcC", bytes(10)), bytes(4))
TRAK = box("trak", box("mdia", box("minf", box("stbl", box("stsd", bytes(8), VISUAL_ENTRY)))))
MOOV = box("moov", TRAK, box("udta", META, bytes(4)))
MDAT = box("mdat", bytes(40))


def written(folder: Path, *parts: bytes) -> Path:
    path = folder / "film.mp4"
    path.write_bytes(b"".join(parts))
    return path


def test_every_box_has_its_path_place_size_and_depth(tmp_path: Path) -> None:
    found = mp4_boxes.boxes(written(tmp_path, FTYP, MOOV, MDAT))

    assert [box.path for box in found] == [
        "ftyp",
        "moov",
        "moov/trak",
        "moov/trak/mdia",
        "moov/trak/mdia/minf",
        "moov/trak/mdia/minf/stbl",
        "moov/trak/mdia/minf/stbl/stsd",
        "moov/trak/mdia/minf/stbl/stsd/avc1",
        "moov/trak/mdia/minf/stbl/stsd/avc1/avcC",
        "moov/udta",
        "moov/udta/meta",
        "moov/udta/meta/hdlr",
        "moov/udta/meta/ilst",
        "moov/udta/meta/ilst/©nam",
        "mdat",
    ]
    assert found[0] == mp4_boxes.Box("ftyp", 0, 16, 0)
    assert found[-1] == mp4_boxes.Box("mdat", 16 + len(MOOV), 48, 0)
    assert found[8].depth == 7
    assert found[8].name == "avcC"


def test_quicktime_metadata_without_a_version_is_read_too(tmp_path: Path) -> None:
    quicktime = box("moov", box("udta", box("meta", box("hdlr", bytes(24)), box("ilst"))))

    found = mp4_boxes.boxes(written(tmp_path, FTYP, quicktime))

    assert mp4_boxes.names(found) == ("ftyp", "moov", "udta", "meta", "hdlr", "ilst")


def test_a_box_of_size_0_reaches_to_the_end(tmp_path: Path) -> None:
    found = mp4_boxes.boxes(written(tmp_path, FTYP, MOOV, bytes(4), b"mdat", bytes(100)))

    assert found[-1] == mp4_boxes.Box("mdat", 16 + len(MOOV), 108, 0)


def test_media_of_more_than_4_gib_is_skipped_by_its_long_size(tmp_path: Path) -> None:
    media_bytes = 5 * 2**30
    path = written(tmp_path, FTYP, (1).to_bytes(4, "big"), b"mdat", (16 + media_bytes).to_bytes(8, "big"))
    with path.open("r+b") as file:  # a hole: the file takes no room on the disk
        file.truncate(16 + 16 + media_bytes)
        file.seek(0, 2)
        file.write(MOOV)

    found = mp4_boxes.boxes(path)

    assert found[1] == mp4_boxes.Box("mdat", 16, 16 + media_bytes, 0)
    assert found[2].path == "moov"


def test_order_and_edit_lists_are_told(tmp_path: Path) -> None:
    edited = box("moov", box("trak", box("edts", box("elst", bytes(20)))))
    media_first = mp4_boxes.boxes(written(tmp_path, FTYP, MDAT, edited))
    index_first = mp4_boxes.boxes(written(tmp_path, FTYP, MOOV, MDAT))

    assert (mp4_boxes.moov_first(media_first), mp4_boxes.has_edit_list(media_first)) == (False, True)
    assert (mp4_boxes.moov_first(index_first), mp4_boxes.has_edit_list(index_first)) == (True, False)
    assert not mp4_boxes.moov_first(())


@pytest.mark.parametrize("name", ["wide", "uuid", "free", "trak"])
def test_names_are_given_once(tmp_path: Path, name: str) -> None:
    found = mp4_boxes.boxes(written(tmp_path, FTYP, box(name), box(name)))

    assert mp4_boxes.names(found) == ("ftyp", name)


DAMAGED = {
    "smaller than its own header": (FTYP, (7).to_bytes(4, "big"), b"free"),
    "long size smaller than its header": (FTYP, (1).to_bytes(4, "big"), b"free", (15).to_bytes(8, "big")),
    "larger than its parent": (FTYP, (16).to_bytes(4, "big"), b"moov", (24).to_bytes(4, "big"), b"mvhd", bytes(16)),
    "nested without end": (FTYP, b"".join((8 * (50_000 - n)).to_bytes(4, "big") + b"udta" for n in range(50_000))),
}


@pytest.mark.parametrize("parts", DAMAGED.values(), ids=DAMAGED.keys())
def test_boxes_that_do_not_fit_are_refused(tmp_path: Path, parts: tuple[bytes, ...]) -> None:
    with pytest.raises(InputRefused, match="damaged"):
        mp4_boxes.boxes(written(tmp_path, *parts))


@given(missing=st.integers(min_value=1, max_value=len(MDAT) - 1))
def test_a_box_past_the_end_is_cut_off(tmp_path_factory: pytest.TempPathFactory, missing: int) -> None:
    path = written(tmp_path_factory.mktemp("cut"), FTYP, MOOV, MDAT[:-missing])

    with pytest.raises(InputRefused, match="cut off"):
        mp4_boxes.boxes(path)


@pytest.mark.parametrize("contents", [b"", b"#EXTM3U\nother.mp4\n", b"\x1aE\xdf\xa3" + bytes(60), FTYP[:4]])
def test_what_is_no_mp4_is_refused(tmp_path: Path, contents: bytes) -> None:
    with pytest.raises(InputRefused, match="no MP4"):
        mp4_boxes.boxes(written(tmp_path, contents))


def test_a_missing_file_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InputRefused, match="no such file"):
        mp4_boxes.boxes(tmp_path / "film.mp4")


def test_samples_are_counted_over_all_tracks_whatever_their_sizes(tmp_path: Path) -> None:
    def track(*, each: int, count: int) -> bytes:
        table = box("stsz", bytes(4), each.to_bytes(4, "big"), count.to_bytes(4, "big"))
        return box("trak", box("mdia", box("minf", box("stbl", table))))

    tracks = box("moov", track(each=0, count=70_000), track(each=4, count=3))
    assert mp4_boxes.sample_count(written(tmp_path, FTYP, MDAT, tracks)) == 70_003
    assert mp4_boxes.sample_count(written(tmp_path, FTYP, MOOV, MDAT)) == 0
