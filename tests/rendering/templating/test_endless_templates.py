"""Templates and pages that would go on for ever are refused; what is usual still works."""

from __future__ import annotations

import signal
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from functools import partial
from pathlib import Path

import pytest

from campaigner.errors import CampaignerError, ProblemsFound
from campaigner.rendering import pdf
from campaigner.rendering.templating.bounds import TooLong, page_limit
from campaigner.rendering.templating.environment import environment, render_source

pytestmark = pytest.mark.slow

LOOPS = "{% for a in range(1000) %}" * 3 + "{% endfor %}" * 3


@pytest.mark.parametrize(
    "source",
    [
        LOOPS,
        "{% for a in range(1000) if false %}{% endfor %}" * 2_000,
        "{% for a in range(900) %}" + "x" * 9_000 + "{% endfor %}",
        "{% set a = 'x' ~ 'x' %}" + "{% set a = a ~ a %}" * 34,
        "{% set a = 'x' %}" + "{% set a = a + a %}" * 34,
        "{% set a = ['x'] %}" + "{% set a = a + a %}" * 34,
        "{% set a = ['x'] %}" + "{% set a = [a, a] %}" * 34 + "{{ a }}",
        "{% set a = {'x': 'y'} %}" + "{% set a = {'x': a, 'y': a} %}" * 34,
        "{{ '%2000000000d'|format(1) }}",
        "{{ '{:2000000000}'.format(1) }}",
        "{{ 'x'|center(2000000000) }}",
        "{{ 'x'.ljust(2000000000) }}",
        "{{ 'x'.zfill(2000000000) }}",
        "{{ ('x' ~ range(1000)|join('y' * 3)) }}",
        "{% set a = range(1000)|join('xxxx') %}{{ range(1000)|join(a) }}",
        "{% set a = range(1000)|join('x') %}{{ a|replace('x', a) }}",
        "{{ 'x' * 2000000000 }}",
        "{{ 9 ** 9 ** 9 }}",
        "{{ [1]|batch(2000000000, 'x')|list }}",
        "{% macro m(n) %}{{ m(n) }}{{ m(n) }}{% endmacro %}{{ m(1) }}",
        "{% macro m(n) %}{% if n %}{{ m(n-1) }}{{ m(n-1) }}{% endif %}{% endmacro %}{{ m(40) }}",
        "{% macro m() %}" + "x" * 9_000 + "{% endmacro %}" + "{{ m() }}" * 900,
        "{% for a in [1] recursive %}{{ loop([1, 1]) }}{{ loop([1, 1]) }}{% endfor %}",
    ],
)  # fmt: skip
def test_a_template_that_would_go_on_for_ever_is_refused(source: str) -> None:
    with pytest.raises(ProblemsFound):
        render_source(environment(()), source, Path("letter.html.j2"))


@pytest.mark.parametrize(
    ("source", "written"),
    [
        ("{% for a in [1, 2] %}{{ loop.index }}/{{ loop.length }} {% endfor %}", "1/2 2/2 "),
        ("{% for a in range(6) if a is even %}{{ a }}{% else %}-{% endfor %}", "024"),
        ("{% for a, b in [(1, 2)] %}{{ a + b }}{% endfor %}", "3"),
        ("{% for a in [] %}x{% else %}none{% endfor %}", "none"),
        ("{{ ['a', 'b']|join(', ') }}, {{ 'a-b'|replace('-', ' ') }}", "a, b, a b"),
        ("{{ 'a' ~ 1 ~ '<' }}", "a1&lt;"),
        ("{{ ['a']|map('upper')|first }}{{ 'Sam Sample'.split()[0] }}", "ASam"),
        ("{% macro m(a, b=1) %}{{ a }}{{ b }}{% endmacro %}{{ m(2) }}{{ m(2, b=3) }}", "2123"),
        ("{% set a %}x{{ 1 }}{% endset %}{{ a }}", "x1"),
    ],
)  # fmt: skip
def test_what_templates_usually_do_they_still_do(source: str, written: str) -> None:
    assert render_source(environment(()), source, Path("letter.html.j2")) == written


def test_work_on_a_page_that_never_ends_is_stopped() -> None:
    before = signal.getsignal(signal.SIGALRM)
    with pytest.raises(TooLong), page_limit(0.02):
        _go_on()
    assert signal.getsignal(signal.SIGALRM) is before
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


def _go_on() -> int:
    while True:
        pass


def test_in_another_thread_it_is_stopped_too_and_the_thread_goes_on() -> None:
    """As workers of a cluster do their work."""
    with ThreadPoolExecutor(1) as threads:
        with pytest.raises(TooLong):
            threads.submit(_limited, _go_on, 0.02).result()
        assert threads.submit(_limited, _rest, 60).result() == 4_950
        with pytest.raises(ZeroDivisionError):
            threads.submit(_limited, lambda: 1 // 0, 60).result()
        assert threads.submit(_rest).result() == 4_950


@pytest.mark.parametrize("seconds", [0.0, 0.0005, 0.001, 0.002])
def test_work_that_ends_as_its_time_is_up_is_stopped_or_done(seconds: float) -> None:
    with ThreadPoolExecutor(1) as threads:
        for _ in range(50):
            with suppress(TooLong):
                assert threads.submit(_limited, _rest, seconds).result() == 4_950
            assert threads.submit(_rest).result() == 4_950  # nothing is raised later


def test_a_document_without_end_is_refused_on_a_cluster_too(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    endless = "<p>and so on</p>" * 20_000
    with ThreadPoolExecutor(1) as threads:  # as Dask's workers have them
        threads.submit(pdf.lay_out, "<p>short</p>", [tmp_path]).result()  # has its fonts by now
        monkeypatch.setattr(pdf, "page_limit", partial(page_limit, 0.2))
        with pytest.raises(CampaignerError, match="takes longer than"):
            threads.submit(pdf.lay_out, endless, [tmp_path]).result()
        monkeypatch.setattr(pdf, "page_limit", page_limit)
        assert threads.submit(pdf.lay_out, "<p>short</p>", [tmp_path]).result().pages == 1


def test_work_inside_other_work_has_the_time_that_is_left(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(pdf, "page_limit", partial(page_limit, 0.05))
    for _ in range(2):
        with pytest.raises(CampaignerError, match="takes longer than"):
            _work_in_two_parts()
    assert signal.getitimer(signal.ITIMER_REAL) == (0, 0)


@pdf.in_time()
def _work_in_two_parts() -> None:
    with pdf.careful():
        pass
    with pdf.careful():
        _go_on()


def _limited(work: Callable[[], int], seconds: float) -> int:
    with page_limit(seconds):
        return work()


def _rest() -> int:
    return sum(number for number in range(100))
