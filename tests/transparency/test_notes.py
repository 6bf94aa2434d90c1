"""Signed notes and checkpoints: the published examples, and whatever is not quite one."""

from __future__ import annotations

import base64

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from campaigner.transparency.checkpoints import Checkpoint, checkpoint_of
from campaigner.transparency.notes import (
    COSIGNATURE,
    Malformed,
    Note,
    NotSigned,
    VerifierKey,
    parse_key,
    parse_note,
    who_signed,
)

# The example of signed-note.md.
FOO = "example.com/foo+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"
FOO_NOTE = (
    "This is an example message.\n\n"
    "— example.com/foo Uw2QOkn8srV1yJGh2VYRlL1Tnagv1YEq6TfXppzi2ONncAlTgK7Ztg1ERYNZXsYjOBH3mFXm"
    "RKuwHjG1Yu72IneyaQM=\n"
)
# The examples of golang.org/x/mod/sumdb/note, with a private key.
PETER = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"
PETER_SECRET = base64.b64decode("AYEKFALVFGyNhPJEMzD1QIDr+Y7hfZx09iUvxdXHKDFz")[1:]
PETER_TEXT = (
    "If you think cryptography is the answer to your problem,\n"
    "then you don't know what your problem is.\n"
)
PETER_LINE = (
    "— PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotp"
    "RZb6KE6RyyBwJnAM=\n"
)
ENOCH = "EnochRoot+af0cfe78+ATtqJ7zOtqQtYqOo0CpvDXNlMhV3HeJDpjrASKGLWdop"
ENOCH_LINE = (
    "— EnochRoot rwz+eBzmZa0SO3NbfRGzPCpDckykFXSdeX+MNtCOXm2/5n2tiOHp+vAF1aGrQ5ovTG01oOTGwnWLox"
    "33WWd1RvMc+QQ=\n"
)
# The example of tlog-cosignature.md: the checkpoint of tlog-checkpoint.md with a witness.
SOFA = (
    "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n"
    "— example.com/behind-the-sofa Az3grlgtzPICa5OS8npVmf1Myq/5IZniMp+ZJurmRDeOoRDe4URYN7u5/Zhc"
    "yv2q1gGzGku9nTo+zyWE+xeMcTOAYQ8=\n"
    "— witness.example.com/w1 jWbPPwAAAABkGFDLEZMHwSRaJNiIDoe9DYn/zXcrtPHeolMI5OWXEhZCB9dlrDJsX"
    "3b2oyin1nPZqhf5nNo0xUe+mbIUBkBIfZ+qnA==\n"
)
# The example of a note whose text has an empty line (signed-note.md).
POEM = (
    "Ognuno sta solo sul cuor della terra\ntrafitto da un raggio di sole:\n\ned è subito sera.\n\n"
    "— quasimodo.example/salvatore NnugSzTjtVAewIS+Z/iJhUPeFDkO/5QQ2i5ddnGITLlC+EhfLW9oJKONrMou"
    "FSQU0xMcXxj99ihAQwaqP3ZekRwNtIc=\n"
)


def test_the_published_note_is_signed_by_the_published_key() -> None:
    signed = who_signed(parse_note(FOO_NOTE), [parse_key(FOO)])
    assert (signed.by, signed.witnesses, signed.unknown) == ((parse_key(FOO),), (), ())


def test_a_note_is_signed_to_the_byte_as_elsewhere() -> None:
    key = Ed25519PrivateKey.from_private_bytes(PETER_SECRET)
    assert str(Note(PETER_TEXT).signed("PeterNeumann", key)) == f"{PETER_TEXT}\n{PETER_LINE}"
    assert str(VerifierKey("PeterNeumann", key.public_key().public_bytes_raw())) == PETER


def test_keys_that_are_not_known_are_named_and_do_not_count() -> None:
    note = parse_note(f"{PETER_TEXT}\n{PETER_LINE}{ENOCH_LINE}")
    both = who_signed(note, [parse_key(PETER), parse_key(ENOCH)])
    assert [key.name for key in both.by] == ["PeterNeumann", "EnochRoot"]
    one = who_signed(note, [parse_key(ENOCH)])
    assert one.unknown == ("PeterNeumann+c74f20a3",)
    with pytest.raises(NotSigned, match=r"no known key .* PeterNeumann\+c74f20a3, EnochRoot"):
        who_signed(note, [parse_key(FOO)])


def test_a_wrong_signature_of_a_known_key_spoils_the_note() -> None:
    note = parse_note(f"{PETER_TEXT}And more.\n\n{PETER_LINE}{ENOCH_LINE}")
    with pytest.raises(NotSigned, match="signature of PeterNeumann is wrong"):
        who_signed(note, [parse_key(PETER)])


@pytest.mark.parametrize("text", [FOO_NOTE, SOFA, POEM, f"{PETER_TEXT}\n{PETER_LINE}{ENOCH_LINE}"])
def test_a_note_is_read_and_written_as_it_was(text: str) -> None:
    assert str(parse_note(text)) == text


def test_the_published_checkpoint_with_its_witness() -> None:
    note = parse_note(SOFA)
    read = checkpoint_of(note)
    assert (read.origin, read.size) == ("example.com/behind-the-sofa", 20_852_163)
    assert (len(read.root), read.extensions) == (32, ())
    assert read.note().text == note.text
    assert [each.name for each in note.signatures] == [read.origin, "witness.example.com/w1"]
    witness = note.signatures[1]
    assert int.from_bytes(witness.made[:8], "big") == 1_679_315_147  # the text's “time” line
    assert len(witness.made) == 8 + 64


def test_a_witness_signs_the_time_too() -> None:
    log, other = Ed25519PrivateKey.generate(), Ed25519PrivateKey.generate()
    note = Checkpoint("example.org/bread", 3, bytes(32)).note()
    note = note.signed("example.org/bread", log).cosigned("partner.example/w", other, 1_679_315_147)
    ours = VerifierKey("example.org/bread", log.public_key().public_bytes_raw())
    theirs = VerifierKey("partner.example/w", other.public_key().public_bytes_raw(), COSIGNATURE)
    read = parse_note(str(note))
    signed = who_signed(read, [ours, parse_key(str(theirs))])
    assert signed.witnesses == ((theirs, 1_679_315_147),)
    by_hand = f"cosignature/v1\ntime 1679315147\n{note.text}".encode()
    other.public_key().verify(read.signatures[1].made[8:], by_hand)
    with pytest.raises(NotSigned, match="no known key"):
        who_signed(read, [theirs])  # a witness alone does not speak for the log
    later = str(note).replace("AAAA", "AAAB")
    if later != str(note):
        with pytest.raises((NotSigned, Malformed)):
            who_signed(parse_note(later), [ours, theirs])


def test_cosigning_again_adds_nothing() -> None:
    key = Ed25519PrivateKey.generate()
    note = Note("text\n").signed("a", key)
    assert note.signed("a", key) == note


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "no signatures"),
        ("text\n", "no signatures"),
        ("text\n\n", "no signatures"),
        (FOO_NOTE.rstrip("\n"), "cut off"),
        (FOO_NOTE.replace("— ", "- "), "not written"),
        (FOO_NOTE.replace("example.com/foo ", "example.com /foo "), "not written"),
        (FOO_NOTE.replace("example.com/foo ", "a+b "), "not written"),
        (FOO_NOTE.replace("aQM=", "aQM"), "Base64"),
        (FOO_NOTE.replace("aQM=", "aQN="), "Base64"),
        ("text\n\n— a QUJD\n", "too short"),
        (FOO_NOTE.replace("This", "T\this"), "control"),
        (FOO_NOTE.replace("\n", "\r\n"), "control"),
        ("text\n\n" + "— a QUJDREVG\n" * 65, "too many"),
    ],
)
def test_what_is_not_quite_a_note(text: str, why: str) -> None:
    with pytest.raises(Malformed, match=why):
        parse_note(text)


@pytest.mark.parametrize(
    "text",
    ["", "foo", FOO[:-1], FOO.replace("530d", "530e"), FOO.replace("foo", "bar"),
     "+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
     "PeterNeumann+cc469956+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TWBADKEY==",
     "a b+530d903a+AekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k",
     "a+530d903a+Ag==", "a+530d903a+CekyeRrm56hApGFkyQR4ZCbV54Id2LKaANYcrnKv3U2k"],
)  # fmt: skip
def test_what_is_not_quite_a_key(text: str) -> None:
    with pytest.raises(Malformed):
        parse_key(text)


@pytest.mark.parametrize("spoil", range(len(FOO_NOTE)))
def test_no_character_of_a_signed_note_can_be_another(spoil: int) -> None:
    changed = FOO_NOTE[:spoil] + ("x" if FOO_NOTE[spoil] != "x" else "y") + FOO_NOTE[spoil + 1 :]
    with pytest.raises((Malformed, NotSigned)):
        who_signed(parse_note(changed), [parse_key(FOO)])


ROOT = base64.b64encode(bytes(32)).decode()


@pytest.mark.parametrize(
    "text",
    [f"a\n1\n{ROOT}", "a\n", f"a\n1\n\n{ROOT}\n", f"a\n01\n{ROOT}\n", f"a\n-1\n{ROOT}\n",
     f"a\n1 \n{ROOT}\n", f"a\n١\n{ROOT}\n", f"\n1\n{ROOT}\n", f"a\n1\n{ROOT[:-4]}\n", "a\n1\nx\n",
     f"a\n1\n{ROOT[:-2]}B=\n", f"a\n1\n{ROOT}\n\n", f"a\n{10**18}\n{ROOT}\n"],
)  # fmt: skip
def test_what_is_not_quite_a_checkpoint(text: str) -> None:
    with pytest.raises(Malformed):
        checkpoint_of(Note(text))


@pytest.mark.parametrize("digits", [17, 18])
def test_a_log_has_a_number_of_entries_of_at_most_18_digits(digits: int) -> None:
    size = 10**digits - 1
    assert checkpoint_of(Note(f"a\n{size}\n{ROOT}\n")).size == size


def test_further_lines_are_kept_as_they_are() -> None:
    read = checkpoint_of(Note(f"a\n0\n{ROOT}\nmore\n"))
    assert (read.size, read.extensions) == (0, ("more",))
    assert checkpoint_of(read.note()) == read
