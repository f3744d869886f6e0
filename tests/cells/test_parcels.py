"""A reader in one file: it comes out as it went in, and whatever else a file holds is told."""

import io
import zipfile
from collections.abc import Mapping
from pathlib import Path

import pytest

import cells
from cells import parcels, shelf
from cells.shelf import CARD, SHELF, TENSORS

TEXT = "the cat, which already ate the apples, was full"


def archive(files: Mapping[str, bytes]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as made:
        for name, content in files.items():
            made.writestr(name, content)
    return written.getvalue()


def gru() -> dict[str, bytes]:
    return {file: (SHELF / "gru" / file).read_bytes() for file in (TENSORS, CARD)}


def test_a_reader_comes_out_of_its_parcel_as_it_went_in(tmp_path: Path) -> None:
    path = tmp_path / "gru (1).zip"
    path.write_bytes(parcels.parcel(SHELF / "gru", "my-gru"))
    reader, shipped = cells.load(path), cells.load("gru")
    assert reader.name == "my-gru"
    assert reader.card == shipped.card
    assert (reader.read(TEXT)["cell"] == shipped.read(TEXT)["cell"]).all()


def test_a_folder_is_read_as_the_shelf_reads_it() -> None:
    assert cells.load(SHELF / "gru").card == shelf.load("gru").card


@pytest.mark.parametrize("place", ["", "../../", "a/b/", "<i>/"])
def test_a_folder_in_an_archive_leads_nowhere(place: str) -> None:
    content = archive({f"{place}{name}": inside for name, inside in gru().items()})
    if place.count("/") > 1:
        with pytest.raises(ValueError, match="does not hold one reader"):
            parcels.unpack(content)
    else:
        assert parcels.unpack(content).name == "reader"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "no zip archive"),
        (b"PK\x03\x04 and nothing more", "no zip archive"),
        (archive({}), "does not hold one reader"),
        (archive({CARD: b"{}"}), "does not hold one reader"),
        (archive({**gru(), f"b/{CARD}": b"{}", f"b/{TENSORS}": b""}), "does not hold one reader"),
        (archive({**gru(), TENSORS: b"?"}), "not the file that the card describes"),
        (archive({**gru(), CARD: b"[]"}), "a JSON object belongs"),
        (archive({**gru(), CARD: b'{"figures": NaN}'}), "NaN is no number"),
        (parcels.parcel(SHELF / "gru", "gru")[:-2_000], "no zip archive"),
    ],
)
def test_whatever_is_no_reader_is_told(content: bytes, said: str, tmp_path: Path) -> None:
    path = tmp_path / "upload.zip"
    path.write_bytes(content)
    with pytest.raises(ValueError, match=said):
        cells.load(path)


@pytest.mark.parametrize(
    "packing", [zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA]
)
def test_damage_within_the_packed_files_is_told(packing: int) -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", packing) as made:
        for name, content in gru().items():
            made.writestr(name, content)
    whole = written.getvalue()
    assert parcels.unpack(whole).wiring == cells.load("gru").wiring
    for at in range(100, len(whole) // 2, len(whole) // 20):
        damaged = bytes(byte ^ 255 for byte in whole[at : at + 40])
        with pytest.raises(ValueError, match="no zip archive of a reader"):
            parcels.unpack(whole[:at] + damaged + whole[at + 40 :])


@pytest.mark.parametrize(("offset", "value"), [(8, 99), (6, 1)], ids=["packing", "password"])
def test_what_cannot_be_unpacked_at_all_is_told(offset: int, value: int) -> None:
    whole = bytearray(archive(gru()))
    for start, shift in ((b"PK\x03\x04", 0), (b"PK\x01\x02", 2)):
        at = -1
        while (at := whole.find(start, at + 1)) >= 0:
            whole[at + offset + shift] = value
    with pytest.raises(ValueError, match="no zip archive of a reader"):
        parcels.unpack(bytes(whole))


def test_a_bomb_is_not_unpacked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parcels, "MAX_BYTES", 2**20)
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(TENSORS, bytes(2**24))
        made.writestr(CARD, b"{}")
    with pytest.raises(ValueError, match=r"safetensors is larger than 1 MB"):
        parcels.unpack(written.getvalue())
    with pytest.raises(ValueError, match=r"card\.json is larger than 1 MB"):
        parcels.unpack(archive({TENSORS: b"", CARD: bytes(2**20 + 1)}))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"'none\.zip' cannot be read"):
        cells.load(tmp_path / "none.zip")
