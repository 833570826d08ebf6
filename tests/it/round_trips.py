"""Reads every exported format back with another program's reader, and compares each cell with what `list` says.

Called with a folder in which tests/it/round_trips.rs wrote list.ndjson, documents.ndjson and claims.*, and with the names of other
answers that are there in every format.
Needs pyarrow and openpyxl; everything else is Python's standard library.
"""

import csv
import datetime
import json
import pathlib
import re
import sys
import zipfile
from decimal import Decimal
from xml.etree import ElementTree

import openpyxl
import pyarrow.parquet

FOLDER = pathlib.Path(sys.argv[1])
EXACT = ["value", "value_to"]
NUMBERS = EXACT + ["confidence"]
PLACE = ["document", "section", "sentence", "start", "end"]
CITED = PLACE + [f"{which}_{key}" for which in ["first", "second"] for key in PLACE]
MOST = 32767  # characters of a cell of Excel


def lines(name):
    with open(FOLDER / name, encoding="utf-8") as file:
        return [json.loads(line) for line in file]


def flat(value):
    """A value of JSON as one cell; None where there is nothing."""
    if isinstance(value, list):
        return ":".join(value) if value and value[0][0].isdigit() else "|".join(value)
    return value


def same(where, found, expected):
    if found != expected:
        sys.exit(f"{where}: found {found!r}, expected {expected!r}")


def expected_rows():
    """The records of `list` with what `documents` says of their reports."""
    documents = {d["id"]: d for d in lines("documents.ndjson")}
    rows = lines("list.ndjson")
    for row in rows:
        document = documents[row["document"]]
        for key in ["title", "place", "level", "kind", "year", "covers", "source"]:
            if key in document:
                row["document_" + key] = document[key]
    return rows


def compare_records(name, found, rows):
    same(f"{name}, number of rows", len(found), len(rows))
    for number, (line, row) in enumerate(zip(found, rows)):
        same(f"{name}, row {number}", line, row)


def compare_json(rows):
    compare_records("ndjson", lines("claims.ndjson"), rows)
    whole = json.loads((FOLDER / "claims.json").read_text(encoding="utf-8"))
    same("json, total", whole["total"], len(rows))
    compare_records("json", whole["items"], rows)


def compare_texts(name, header, cells, rows):
    """Cells that are all text."""
    same(f"{name}, number of rows", len(cells), len(rows))
    for number, (found, row) in enumerate(zip(cells, rows)):
        same(f"{name}, width of row {number}", len(found), len(header))
        for key, cell in zip(header, found):
            value = flat(row.get(key))
            where = f"{name}, row {number}, {key}"
            if value is None:
                same(where, cell, "")
            elif isinstance(value, bool):
                same(where, cell, str(value).lower())
            elif isinstance(value, float):
                same(where, Decimal(cell), Decimal(str(value)))
            else:
                same(where, cell, str(value))
        for key in row:
            same(f"{name}, column {key}", key in header, True)


def compare_csv(rows):
    with open(FOLDER / "claims.csv", encoding="utf-8-sig", newline="") as file:
        header, *cells = csv.reader(file, strict=True)
    compare_texts("csv", header, cells, rows)
    same("csv, byte-order mark", (FOLDER / "claims.csv").read_bytes()[:3], b"\xef\xbb\xbf")


def markdown_cells(line):
    # A bar behind pairs of backslashes ends a cell; the pairs belong to the cell.
    ends = [bar.end() for bar in re.finditer(r"(?<!\\)(?:\\\\)*\|", line)]
    cells = [line[start : end - 1].strip(" ") for start, end in zip([0] + ends, ends)]
    cells = [re.sub(r"\\([\\|`*_\[\]~])", r"\1", cell.replace("<br>", "\n")) for cell in cells]
    return [cell.replace("&lt;", "<").replace("&amp;", "&") for cell in cells[1:]]


def compare_markdown(rows):
    text = (FOLDER / "claims.md").read_text(encoding="utf-8")
    header, rule, *body = text.rstrip("\n").split("\n")
    header = markdown_cells(header)
    same("markdown, rule", {c.strip("-:") for c in markdown_cells(rule)}, {""})
    # Blanks at the ends of a cell are no part of it in Markdown.
    bare = [{k: v.strip(" ") if isinstance(v, str) else v for k, v in row.items()} for row in rows]
    compare_texts("markdown", header, [markdown_cells(line) for line in body], bare)


def is_long(text):
    return len(Decimal(text).normalize().as_tuple().digits) > 15


def cell_of_excel(key, row):
    """What a cell of the workbook holds."""
    if key.endswith("_exact"):
        value = row.get(key.removesuffix("_exact"))
        return value if value is not None and is_long(value) else None
    value = flat(row.get(key))
    if value is None or isinstance(value, bool):
        return value
    if key in NUMBERS:
        return float(value)
    if key in ["number", "number_to"] and ":" not in value:
        return value if is_long(value) else float(value)
    if isinstance(value, str) and len(value) > MOST:
        return value[: MOST - 1] + "…"
    return value


def compare_xlsx(rows):
    book = openpyxl.load_workbook(FOLDER / "claims.xlsx")
    same("xlsx, sheets", len(book.worksheets), 1)
    sheet = book.worksheets[0]
    same("xlsx, frozen", sheet.freeze_panes, "A2")
    header, *cells = sheet.iter_rows()
    header = [cell.value for cell in header]
    same("xlsx, filter", sheet.auto_filter.ref, sheet.dimensions)
    same("xlsx, number of rows", len(cells), len(rows))
    for number, (found, row) in enumerate(zip(cells, rows)):
        for key, cell in zip(header, found):
            where = f"xlsx, row {number}, {key}"
            same(where, cell.value, cell_of_excel(key, row))
            same(where + ", formula", cell.data_type != "f", True)
        for key in row:
            same(f"xlsx, column {key}", key in header, True)
    compare_xlsx_by_hand(header, rows)


def compare_xlsx_by_hand(header, rows):
    """The same by the standard library alone: a zip file of XML."""
    space = {"m": "http://schemas.openxmlformats.org/spreadsheetml/2006/main"}
    with zipfile.ZipFile(FOLDER / "claims.xlsx") as book:
        same("xlsx, zip file", book.testzip(), None)
        sheet = ElementTree.fromstring(book.read("xl/worksheets/sheet1.xml"))
    found = sheet.findall("m:sheetData/m:row", space)
    same("xlsx by hand, number of rows", len(found), len(rows) + 1)
    sentence = header.index("sentence")
    for number, (line, row) in enumerate(zip(found[1:], rows)):
        by_column = {re.match("[A-Z]+", c.get("r"))[0]: c for c in line}
        cell = by_column[openpyxl.utils.get_column_letter(sentence + 1)]
        text = "".join(t.text or "" for t in cell.iter("{%s}t" % space["m"]))
        same(f"xlsx by hand, row {number}", text, cell_of_excel("sentence", row))


def compare_parquet(rows):
    table = pyarrow.parquet.read_table(FOLDER / "claims.parquet")
    types = {field.name: str(field.type) for field in table.schema}
    for key in NUMBERS:
        same(f"parquet, type of {key}", types[key], "double")
    for key in ["start", "end", "scale", "document_year"]:
        same(f"parquet, type of {key}", types[key], "int64")
    same("parquet, type of cumulative", types["cumulative"], "bool")
    same("parquet, type of value_exact", types["value_exact"], "string")
    found = table.to_pylist()
    same("parquet, number of rows", len(found), len(rows))
    for number, (line, row) in enumerate(zip(found, rows)):
        for key, cell in line.items():
            where = f"parquet, row {number}, {key}"
            value = flat(row.get(key.removesuffix("_exact")))
            if key in NUMBERS and value is not None:
                value = float(value)
            same(where, cell, value)
        for key in row:
            same(f"parquet, column {key}", key in line, True)


def duration(period):
    """The first and the last year or month of a period of SDMX."""
    if "/P" not in period:
        return period
    start, length = period.split("/P")
    start = datetime.date.fromisoformat(start)
    months = int(length[:-1]) * (12 if length[-1] == "Y" else 1)
    last = start.year * 12 + start.month - 1 + months - 1
    if start.month == 1 and months % 12 == 0:
        return f"{start.year}/{last // 12}"
    return f"{start.year}-{start.month:02}/{last // 12}-{last % 12 + 1:02}"


def compare_sdmx(rows):
    with open(FOLDER / "claims.sdmx.csv", encoding="utf-8", newline="") as file:
        found = list(csv.DictReader(file, strict=True))
    same("sdmx, number of rows", len(found), len(rows))
    same("sdmx, first columns", list(found[0])[:3], ["STRUCTURE", "STRUCTURE_ID", "ACTION"])
    keys = {tuple(line[d] for d in ["INDICATOR", "REF_AREA", "CLAIM_ID", "TIME_PERIOD"]) for line in found}
    same("sdmx, keys of observations", len(keys), len(rows))
    same_as = {
        "CLAIM_ID": "id",
        "DOCUMENT": "document",
        "SECTION": "section",
        "SENTENCE": "sentence",
        "SENTENCE_START": "sentence_start",
        "CLAIM_START": "start",
        "CLAIM_END": "end",
        "UNIT_MULT": "scale",
        "BOUND": "bound",
        "CLAIM_STATUS": "status",
        "BASELINE": "baseline",
        "INDICATOR_NAME": "indicator",
        "AREA_NAME": "area",
        "UNIT": "unit",
    }
    for number, (line, row) in enumerate(zip(found, rows)):
        for column, key in same_as.items():
            same(f"sdmx, row {number}, {column}", line[column], str(row.get(key, "")))
        where = f"sdmx, row {number}"
        if isinstance(row["number"], list):
            same(where, (line["OBS_VALUE"], line["PARTS"]), ("", ":".join(row["number"])))
        else:
            falls = row.get("direction") == "down" and row["kind"] in ["growth", "change", "rank_change"]
            same(where, Decimal(line["OBS_VALUE"]), Decimal(row["number"]) * (-1 if falls else 1))
        same(f"{where}, TIME_PERIOD", duration(line["TIME_PERIOD"]), row.get("period", ""))
        status = {"actual": "A", "estimate": "E", "target": "F"}[row["status"]]
        same(f"{where}, OBS_STATUS", line["OBS_STATUS"], status)


def answer(name, end):
    """An answer's rows as pairs of column and cell, None where a cell is empty."""
    path = FOLDER / f"{name}.{end}"
    if end == "parquet":
        return pyarrow.parquet.read_table(path).to_pylist()
    if end == "xlsx":
        header, *cells = openpyxl.load_workbook(path).active.iter_rows(values_only=True)
    elif end == "csv":
        with open(path, encoding="utf-8-sig", newline="") as file:
            header, *cells = csv.reader(file, strict=True)
    else:
        header, _, *body = path.read_text(encoding="utf-8").rstrip("\n").split("\n")
        header, cells = markdown_cells(header), [markdown_cells(line) for line in body]
    return [{key: cell if cell != "" else None for key, cell in zip(header, line, strict=True)} for line in cells]


def in_columns(record):
    """The fields of a record as columns: those of a record in it have its name before theirs."""
    for key, value in record.items():
        if isinstance(value, dict):
            yield from ((f"{key}_{below}", value) for below, value in in_columns(value))
        elif key == "claims" and isinstance(value, list):
            yield "offsets", " | ".join(f"{c['start']}-{c['end']}" for c in value)
            for column, field in [("sections", "section"), ("sentences", "sentence")]:
                yield column, " | ".join(dict.fromkeys(c[field] for c in value if field in c)) or None
        elif isinstance(value, list) and not all(isinstance(v, str) for v in value):
            continue
        elif isinstance(value, list):
            yield key, (" | " if key == "documents" else ":").join(value)
        else:
            yield key, value


def is_same(cell, value, end):
    if isinstance(cell, (int, float)):  # as a boolean is
        return cell == (value if isinstance(value, bool) else float(value))
    if isinstance(value, bool):
        return cell == str(value).lower()
    if isinstance(value, float):
        return Decimal(cell) == Decimal(str(value))
    return cell == (str(value).strip(" ") if end == "md" else str(value))


def compare_answers():
    """Other answers than claims: their tables say what the JSON does, and where each figure stands."""
    for name in sys.argv[2:]:
        rows = lines(f"{name}.ndjson")
        same(f"{name}, has rows", len(rows) > 0, True)
        for end in ["csv", "md", "xlsx", "parquet"]:
            found = answer(name, end)
            same(f"{name}.{end}, number of rows", len(found), len(rows))
            for number, (line, row) in enumerate(zip(found, rows)):
                for key, value in in_columns(row):
                    where = f"{name}.{end}, row {number}, {key}"
                    if key not in line:
                        same(where + ", is a column", key in CITED, False)
                        continue
                    cell = line[key]
                    if value is None or cell is None:
                        same(where, cell, value)
                    elif not is_same(cell, value, end):
                        same(where, cell, value)
                    exact = line.get(key + "_exact")
                    if exact is not None:
                        same(where + "_exact", exact, value)


def main():
    rows = expected_rows()
    compare_json(rows)
    compare_csv(rows)
    compare_markdown(rows)
    compare_xlsx(rows)
    compare_parquet(rows)
    compare_sdmx(rows)
    compare_answers()
    print(f"{len(rows)} claims are the same in every format")


main()
