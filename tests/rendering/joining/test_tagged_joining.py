"""Parts joined into one PDF that is as accessible and as archivable as each of them."""

from __future__ import annotations

from io import BytesIO
from pathlib import Path

import pikepdf
import pymupdf

from campaigner.rendering.joining.tagged import TaggedJoined
from campaigner.rendering.pdf import lay_out
from campaigner.vocabulary.letters import PdfVariant
from paper_checks import findings

TITLE = "Bread & roses"
CONTENTS = """<h1>Contents</h1><p><a href="#list">The list</a> and
 <a href="https://example.org/">our page</a></p>"""
NAMES = """<h1 id="list">The list</h1><table><thead><tr><th scope="col">No.</th>
<th scope="col">Name</th></tr></thead><tbody><tr><td>1</td><td>Ada <b>Sample</b></td></tr>
<tr><td>2</td><td lang="ar" dir="rtl">ليلى</td></tr></tbody></table>"""


def part(body: str, folder: Path) -> bytes:
    html = f'<html lang="en"><head><title>Part</title></head><body>{body}</body></html>'
    return lay_out(html, [folder], ['html { font: 10pt "Spectral" }']).pdf(PdfVariant.A_2U)


def joined(folder: Path, more: int = 1) -> bytes:
    file = BytesIO()
    whole = TaggedJoined(file, TITLE, "en-GB")
    # A link leads to a destination of a part that comes later.
    whole.add_part(part(CONTENTS.replace('"#list"', '"#here"') + '<p id="here">x</p>', folder))
    for number in range(more):
        whole.add_part(part(NAMES, folder), [(f"The list {number + 1}", 0)])
    whole.finish()
    return file.getvalue()


def test_the_checkers_find_nothing(tmp_path: Path) -> None:
    path = tmp_path / "joined.pdf"
    path.write_bytes(joined(tmp_path, more=2))
    assert findings(path) == []


def test_the_same_parts_give_the_same_bytes(tmp_path: Path) -> None:
    assert joined(tmp_path) == joined(tmp_path)


def test_text_links_bookmarks_and_title_are_kept(tmp_path: Path) -> None:
    with pymupdf.open(stream=joined(tmp_path, more=2)) as made:
        assert made.page_count == 3
        assert "Ada Sample" in made[1].get_text()
        assert [(title, page) for _, title, page in made.get_toc()] == [
            ("The list 1", 2),
            ("The list 2", 3),
        ]
        inside, outside = made[0].get_links()
        assert (inside["page"], outside["uri"]) == (0, "https://example.org/")
        assert made.metadata["title"] == TITLE


def test_each_piece_of_a_page_belongs_to_an_element(tmp_path: Path) -> None:
    with pikepdf.open(BytesIO(joined(tmp_path, more=2))) as made:
        numbers = made.Root.StructTreeRoot.ParentTree.Nums
        owners = dict(zip(map(int, list(numbers)[::2]), list(numbers)[1::2], strict=True))
        for page in made.pages:
            found = owners[int(page.obj.StructParents)]
            assert all(each.Pg.objgen == page.obj.objgen for each in found)
        kinds = {str(each.S) for each in owners[int(made.pages[1].obj.StructParents)]}
        assert {"/H1", "/TH", "/TD"} <= kinds
