"""Zip archives that come from anywhere: what reading a damaged one raises, and one made plain."""

import io
import lzma
import struct
import zipfile
import zlib

DAMAGE = (
    zipfile.BadZipFile,
    zlib.error,
    lzma.LZMAError,
    struct.error,
    RuntimeError,
    OSError,
    EOFError,
)
"""What reading a damaged archive raises; a password and an unknown packing are RuntimeErrors."""

MOST_FILES = 20_000
"""The most files of an archive that is read."""

_LONGEST = 160  # characters of what is said of a damaged one


def plain(content: bytes, most: int) -> bytes:
    """Return an archive of files that are stored, not packed, written anew with nothing else in it.

    Whoever reads the result meets the very files that were counted here, each once and whole: two
    programs can find different files in one archive that was made to deceive.

    Raises:
        ValueError: it is no such archive, or its files are more than `most` bytes together.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            files = archive.infolist()
            if not (refused := _refused(files, most)):
                return _anew(archive, files)
    except (*DAMAGE, ValueError, LookupError) as error:
        said = str(error).rstrip(".") or "it ends too soon"
        said = said if len(said) <= _LONGEST else f"{said[:_LONGEST]}…"  # names can be very long
        raise ValueError(f"This zip archive is damaged: {said}.") from error
    raise ValueError(refused)


def _anew(archive: zipfile.ZipFile, files: list[zipfile.ZipInfo]) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_STORED) as anew:
        for file in files:
            anew.writestr(zipfile.ZipInfo(file.filename), archive.read(file))
    return written.getvalue()


def sizes(content: bytes, ending: str) -> list[int]:
    """Return the sizes in bytes of the files of a plain archive whose names end so."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return [file.file_size for file in archive.infolist() if file.filename.endswith(ending)]


def _refused(files: list[zipfile.ZipInfo], most: int) -> str:
    """Return why the files of an archive are not read, by what it says of them; "" if they are."""
    size = sum(file.file_size for file in files)
    if len(files) > MOST_FILES:
        return f"This archive has {len(files):,} files; up to {MOST_FILES:,} are read."
    if any(file.compress_type or file.compress_size != file.file_size for file in files):
        return (
            "The files in this archive are packed (compressed); torch.save stores them as they "
            "are, and only that is read."
        )
    if len({file.filename for file in files}) < len(files):
        return "This archive has two files of one name."
    if size > most:
        megabytes = f"{size / 2**20:,.0f} MB together; up to {most // 2**20} MB are read."
        return f"The files in this archive are {megabytes}"
    return ""
