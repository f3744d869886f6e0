"""Zip archives from anywhere: stored ones are read whole and once, all others are refused."""

import io
import zipfile
from collections.abc import Mapping
from random import Random

import pytest

from cells import archives
from cells.archives import DAMAGE, plain, sizes

FILES = {"a/data.pkl": b"pickled", "a/data/0": bytes(range(256)), "a/version": b"3\n"}
MOST = 10_000


def _zip(files: Mapping[str, bytes], how: int = zipfile.ZIP_STORED) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return written.getvalue()


def _read(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _refusal(content: bytes, most: int = MOST) -> str:
    with pytest.raises(ValueError, match=r"\.$") as told:
        plain(content, most)
    said = str(told.value)
    assert "\n" not in said
    return said


def test_a_stored_archive_is_written_anew_with_the_same_files_in_the_same_order() -> None:
    anew = plain(_zip(FILES), MOST)
    assert _read(anew) == FILES
    assert list(_read(anew)) == list(FILES)
    with zipfile.ZipFile(io.BytesIO(anew)) as archive:
        assert {file.compress_type for file in archive.infolist()} == {zipfile.ZIP_STORED}


def test_nothing_else_than_the_files_outlives_it() -> None:
    """What stands before, between and behind the files of an archive is read by nobody."""
    written = io.BytesIO(b"#!/bin/sh\nhidden before\n")
    written.seek(0, io.SEEK_END)
    with zipfile.ZipFile(written, "w") as archive:
        for name, content in FILES.items():
            file = zipfile.ZipInfo(name)
            file.comment, file.extra = b"hidden note", b"\xfe\xca\x0c\x00hidden extra"
            archive.writestr(file, content)
        archive.comment = b"hidden behind"
    assert written.getvalue().count(b"hidden") > len(FILES)
    anew = plain(written.getvalue(), MOST)
    assert b"hidden" not in anew
    assert _read(anew) == FILES


@pytest.mark.parametrize("how", [zipfile.ZIP_DEFLATED, zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA])
def test_packed_files_are_refused(how: int) -> None:
    assert "are packed (compressed)" in _refusal(_zip(FILES, how))


def test_one_packed_file_among_stored_ones_is_enough() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a/0", b"0" * 50)
        archive.writestr("a/1", b"1" * 50, zipfile.ZIP_DEFLATED)
    assert "are packed" in _refusal(written.getvalue())


def test_a_file_that_is_called_packed_is_refused_whatever_its_sizes_say() -> None:
    assert "are packed" in _refusal(_altered(_zip({"a/0": b"0123456789"}), 10, b"\x08\0"))


def test_the_sizes_of_all_files_together_are_bounded() -> None:
    content = _zip({f"a/{i}": bytes(2**20) for i in range(3)})
    assert _read(plain(content, 3 * 2**20)).keys() == {"a/0", "a/1", "a/2"}
    assert _refusal(content, 3 * 2**20 - 1) == (
        "The files in this archive are 3 MB together; up to 2 MB are read."
    )


def test_the_number_of_files_is_bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(archives, "MOST_FILES", 3)
    plain(_zip(FILES), MOST)
    assert "has 4 files; up to 3 are read" in _refusal(_zip({**FILES, "a/more": b""}))


def test_two_files_of_one_name_are_refused() -> None:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("a/0", b"first")
        with pytest.warns(UserWarning, match="Duplicate name"):
            archive.writestr("a/0", b"second")
    assert "two files of one name" in _refusal(written.getvalue())


def _altered(content: bytes, at: int, value: bytes) -> bytes:
    """Return an archive with some bytes of the directory entry of its first file changed."""
    place = content.index(b"PK\x01\x02") + at
    return content[:place] + value + content[place + len(value) :]


def test_a_directory_that_lies_about_a_size_is_refused() -> None:
    content = _zip({"a/0": b"0123456789"})
    stored, whole = 20, 24  # places of a file's packed and whole size in its entry
    assert "are packed" in _refusal(_altered(content, whole, b"\xff\xff\xff\x7f"))
    both = _altered(_altered(content, whole, b"\xff\0\0\0"), stored, b"\xff\0\0\0")
    assert "damaged" in _refusal(both)
    large = _altered(_altered(content, whole, b"\0\0\0\x7f"), stored, b"\0\0\0\x7f")
    assert "up to" in _refusal(large)  # before memory is taken for it


def test_a_directory_that_names_another_packing_than_there_is_is_refused() -> None:
    packed = _zip({"a/0": b"0" * 500}, zipfile.ZIP_DEFLATED)
    assert "are packed" in _refusal(_altered(packed, 10, b"\0\0"))  # its sizes differ still


def test_a_password_is_asked_of_nobody() -> None:
    assert "damaged" in _refusal(_altered(_zip({"a/0": b"0123456789"}), 8, b"\1\0"))


def test_a_wrong_checksum_is_seen() -> None:
    content = _zip({"a/0": b"0123456789"})
    assert "Bad CRC-32" in _refusal(content.replace(b"0123456789", b"0123456780", 1))


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04", b"PK\x05\x06" + bytes(9), b"hello" * 99])
def test_what_is_no_archive_is_refused(content: bytes) -> None:
    assert _refusal(content).startswith("This zip archive is damaged: ")


def _outcome(content: bytes) -> tuple[bytes, str]:
    try:
        return plain(content, MOST), ""
    except ValueError as error:
        return b"", str(error)


def test_archives_cut_off_or_with_flipped_bytes_are_read_whole_or_refused_in_one_sentence() -> None:
    content, random, read = _zip(FILES), Random(7), 0
    for _ in range(3_000):
        damaged = bytearray(content[: random.randrange(len(content))])
        if random.random() < 0.7:
            damaged = bytearray(content)
            for _ in range(random.randint(1, 4)):
                damaged[random.randrange(len(damaged))] = random.randrange(256)
        anew, said = _outcome(bytes(damaged))
        assert said == "" or (said.endswith(".") and "\n" not in said and len(said) < 300)
        if not said:
            read += 1
            with zipfile.ZipFile(io.BytesIO(anew)) as archive:
                assert archive.testzip() is None
            assert sum(sizes(anew, "")) <= MOST
    assert 50 < read < 2_500  # a flipped date or comment harms nobody, most others do


def test_sizes_are_those_of_the_files_that_end_so() -> None:
    content = _zip(FILES)
    assert sizes(content, ".pkl") == [7]
    assert sizes(content, "/0") == [256]
    assert sizes(content, "") == [7, 256, 2]
    assert sizes(content, ".nothing") == []


def test_what_reading_raises_is_caught_by_its_kind() -> None:
    assert issubclass(NotImplementedError, DAMAGE)  # an unknown packing
    assert issubclass(zipfile.BadZipFile, DAMAGE)
    assert not issubclass(KeyboardInterrupt, DAMAGE)
