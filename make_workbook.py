"""Make the reader's own copy of the notebooks, in the folder workbook/, or bring it up to date.

    python3 make_workbook.py

start.py does the same by itself. The published notebooks hold the outputs of a run; the copies
hold none, so that an answer isn't seen before its question. Only the standard library is used.
"""

import hashlib
import json
import shutil
import sys
from pathlib import Path

PUBLISHED = "notebooks"
WORKBOOK = "workbook"
# For each copy, what it was made from. A copy that says something else now was changed by the
# reader; a published notebook that does was changed by an update.
MADE_FROM = ".made_from.json"
GET_AGAIN = "Get the project's files again, such as by git checkout notebooks."


class WorkbookError(Exception):
    """The workbook can't be made; the message says why, and the way out."""


def renew(project):
    """Copy what is missing, and renew what an update changed and the reader didn't.

    Returns sentences about what a reader may wonder about. Raises WorkbookError, OSError.
    """
    published, workbook = project / PUBLISHED, project / WORKBOOK
    sources = sorted(published.glob("*.ipynb"))
    if not sources:
        raise WorkbookError(f"There are no notebooks in {published}. {GET_AGAIN}")
    workbook.mkdir(exist_ok=True)
    copy_other_files(published, workbook)
    made_from = read_made_from(workbook)
    said = []
    for source in sources:
        said += renew_one(source, workbook / source.name, made_from)
    for name in sorted(set(made_from) - {source.name for source in sources}):
        said += retire(workbook / name, made_from.pop(name))
    write(workbook / MADE_FROM, json.dumps(made_from, indent=1))
    return said


def renew_one(source, copy, made_from):
    """Bring one copy up to date, and enter in `made_from` what it is made from."""
    name = source.name
    try:
        book = read(source)
    except ValueError:
        raise WorkbookError(f"{source} is damaged. {GET_AGAIN}") from None
    was = made_from.get(name)
    now = made_from[name] = fingerprint(book)
    if not copy.exists():
        write(copy, without_outputs(book))
        return []
    try:
        mine = fingerprint(read(copy))
    except ValueError:
        aside = put_aside(copy)
        write(copy, without_outputs(book))
        return [f"{name} could not be read. It is kept as {aside.name}, and there is a new one."]
    if mine == now or now == was:
        return []
    if mine == was:
        write(copy, without_outputs(book))
        return [f"{name} was updated."]
    made_from[name] = was or ""
    return [
        f"{name} was updated, and you changed your copy, which is kept. To get the new one as "
        f"well: python3 start.py fresh {number(name)}"
    ]


def retire(copy, was):
    """What to do with the copy of a notebook that is no longer published."""
    try:
        changed = fingerprint(read(copy)) != was
    except FileNotFoundError:
        return []
    except ValueError:
        changed = True
    if changed:
        return [f"{copy.name} is no longer part of the tutorial. You changed it, so it is kept."]
    copy.unlink()
    return [f"{copy.name} is no longer part of the tutorial, and was removed."]


def fresh(project, wanted):
    """Make new copies of the notebooks with these numbers, or of "all"; keep the old ones.

    Returns sentences. Raises WorkbookError, before anything is done, and OSError.
    """
    names = chosen(project, wanted)
    old = [project / WORKBOOK / name for name in names if (project / WORKBOOK / name).exists()]
    asides = {copy.name: put_aside(copy).name for copy in old}
    said = renew(project)
    for name in names:
        kept = f" The old one is kept as {asides[name]}." if name in asides else ""
        said.append(f"{name} is new.{kept}")
    return said


def chosen(project, wanted):
    """The file names that these words mean: a number such as 08 or 01-03, a file's name, "all"."""
    names = sorted(source.name for source in (project / PUBLISHED).glob("*.ipynb"))
    found = []
    for word in wanted:
        asked = Path(word).name
        mine = [name for name in names if asked in ("all", name, number(name))]
        mine = mine or [name for name in names if asked.isdecimal() and int(asked) in steps(name)]
        if not mine:
            numbers = ", ".join(map(number, names))
            raise WorkbookError(f"There is no notebook {word}. There are: {numbers}, and all.")
        found += [name for name in mine if name not in found]
    return found


def steps(name):
    """The steps that a notebook covers, by its name: 1 to 3 for 01-03_developer_account.ipynb."""
    ends = [int(part) for part in number(name).split("-") if part.isdecimal()]
    return range(ends[0], ends[-1] + 1) if ends else range(0)


def number(name):
    return name.split("_")[0]


def put_aside(copy):
    """Give a copy another name, which nothing has yet; return where it is now."""
    tries = 1
    while True:
        aside = copy.with_name(f"{copy.stem}-old-{tries}.ipynb")
        if not aside.exists():
            return copy.rename(aside)
        tries += 1


def copy_other_files(published, workbook):
    """Copy the images, where they are missing or differ."""
    for source in sorted(published.glob("images/*")):
        target = workbook / source.relative_to(published)
        if not target.exists() or target.read_bytes() != source.read_bytes():
            target.parent.mkdir(exist_ok=True)
            shutil.copyfile(str(source), str(target))


def read(path):
    """A notebook as it is in its file. Raises ValueError for what isn't one, and OSError."""
    book = json.loads(path.read_text(encoding="utf-8"))
    if not isinstance(book, dict) or not isinstance(book.get("cells"), list):
        raise ValueError(f"{path.name} is not a notebook")
    fingerprint(book)  # it complains about cells that aren't cells
    return book


def fingerprint(book):
    """Changes when a cell is changed, added, removed or moved, and with nothing else.

    Raises ValueError for cells that aren't cells.
    """
    try:
        cells = [[cell["cell_type"], "".join(cell["source"])] for cell in book["cells"]]
    except (KeyError, TypeError):
        raise ValueError("that is not a cell") from None
    return hashlib.sha256(json.dumps(cells).encode()).hexdigest()


def without_outputs(book):
    """The text of a notebook's file, as if no cell had been run yet."""
    cells = [dict(cell) for cell in book["cells"]]
    for cell in cells:
        if cell["cell_type"] == "code":
            cell.update(outputs=[], execution_count=None)
    return json.dumps(dict(book, cells=cells), indent=1, ensure_ascii=False) + "\n"


def read_made_from(workbook):
    try:
        made_from = json.loads((workbook / MADE_FROM).read_text(encoding="utf-8"))
    except (FileNotFoundError, ValueError):
        return {}
    return made_from if isinstance(made_from, dict) else {}


def write(path, text):
    """Write a file whole or not at all. Raises OSError."""
    draft = path.with_name(f".{path.name}.new")
    draft.write_text(text, encoding="utf-8")
    draft.replace(path)


if __name__ == "__main__":
    try:
        print("\n".join(renew(Path(__file__).resolve().parent)) or "The workbook is ready.")
    except (WorkbookError, OSError) as problem:
        sys.exit(str(problem))
