import pytest
from hypothesis import given
from hypothesis import strategies as st

from cells import MAX_CHARACTERS, MAX_WORDS, tokenize

TRICKY = st.text(
    alphabet="“”‘„«\u0915\u094d\ufe0f\u200ca's’.-,一é\u0301\u200d\u200b"
    "👩🏽🇩🇪 _1\u0600\u0d4eनमस्ते\r\n\x00<>$"
)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("the cat, which ate, was full", "the cat , which ate , was full"),
        ("The boss's dogs' don't", "The boss 's dogs ' don't"),
        ("it’s well-known: 3.14!", "it ’s well-known : 3.14 !"),
        ("一只猫", "一 只 猫"),
        ("مرحبا بالعالم", "مرحبا بالعالم"),
        ("नमस्ते", "नमस्ते"),
        ("👍🏽👩‍👧", "👍🏽 👩‍👧"),
        ("🇩🇪🇫🇷1️⃣", "🇩🇪 🇫🇷 1️⃣"),
        ("ab's's's", "ab 's 's 's"),
        ("a\x00b\u200bc\td", "a b c d"),
        ("<script>$x$", "< script > $ x $"),
        ("'sad 'summer ’s's", "' sad ' summer ’s 's"),
        ("’sad", "’ sad"),
        ("“the cat” ‘was’ «full»", "“ the cat ” ‘ was ’ « full »"),
        ("一\u0301只\u0301\u0302a", "一\u0301 只\u0301\u0302 a"),
        ("क्\u200dष क्\u200cष", "क्\u200dष क्\u200cष"),
        ("می\u200cخواهم", "می\u200cخواهم"),
        ("", ""),
        (" \n\u200b ", ""),
    ],
)
def test_words_and_punctuation_are_words(text: str, words: str) -> None:
    assert tokenize(text) == tuple(words.split())


def test_a_letter_and_its_combining_mark_stay_together() -> None:
    assert tokenize("cafe\u0301s") == ("cafe\u0301s",)


@given(st.one_of(st.text(), TRICKY))
def test_words_read_back_as_themselves(text: str) -> None:
    words = tokenize(text)
    assert tokenize(" ".join(words)) == words


@given(st.one_of(st.text(), TRICKY))
def test_nothing_visible_is_lost(text: str) -> None:
    letters = "".join(tokenize(text))
    assert [c for c in letters if c.isalnum()] == [c for c in text if c.isalnum()]


@pytest.mark.parametrize("text", [None, b"the cat", 3, ["the", "cat"]])
def test_what_is_no_text_is_told(text: object) -> None:
    with pytest.raises(TypeError, match=r"A text to read is a string, not (NoneT|byte|int|list)"):
        tokenize(text)  # type: ignore[arg-type]


def test_the_limits_are_kept_and_told() -> None:
    assert len(tokenize("a " * MAX_WORDS)) == MAX_WORDS
    with pytest.raises(ValueError, match=r"10,001 words; at most 10,000"):
        tokenize("a " * (MAX_WORDS + 1))
    with pytest.raises(ValueError, match=r"1,048,576 characters; at most 200,000"):
        tokenize("x" * 2**20)
    assert len(tokenize("x" * MAX_CHARACTERS)) == 1
