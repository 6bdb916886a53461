"""Reads all cells of an xlsx workbook with Python's standard library: a second opinion on the reader under test.

Usage: read_workbook.py FILE. Prints JSON: {sheet: [[row number, {column: value}], ...]}, blank cells and rows left out.
"""

import json
import posixpath
import sys
import xml.etree.ElementTree as ElementTree
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"


def text_of(item):
    """The text of a string item: its own and that of its runs, without phonetic runs."""
    own = [item] + item.findall(MAIN + "r")
    return "".join(t.text or "" for parent in own for t in parent.findall(MAIN + "t"))


def column_of(reference):
    column = 0
    for letter in reference.rstrip("0123456789"):
        column = column * 26 + ord(letter) - 64
    return column - 1


def value_of(cell, shared):
    kind = cell.get("t", "n")
    if kind == "inlineStr":
        inline = cell.find(MAIN + "is")
        return None if inline is None else text_of(inline)
    value = cell.findtext(MAIN + "v")
    if value is None or value == "":
        return None
    if kind == "s":
        return shared[int(value)]
    if kind == "b":
        return value == "1"
    return float(value) if kind == "n" else value


def main(path):
    archive = zipfile.ZipFile(path)
    parse = lambda name: ElementTree.fromstring(archive.read(name))
    targets = {}
    for relation in parse("xl/_rels/workbook.xml.rels"):
        target = relation.get("Target")
        targets[relation.get("Id")] = target[1:] if target.startswith("/") else posixpath.join("xl", target)
    names = archive.namelist()
    shared = [text_of(item) for item in parse("xl/sharedStrings.xml")] if "xl/sharedStrings.xml" in names else []
    sheets = {}
    for sheet in parse("xl/workbook.xml").find(MAIN + "sheets"):
        rows = []
        for row in parse(targets[sheet.get(RELATION + "id")]).iter(MAIN + "row"):
            cells = {}
            for cell in row.findall(MAIN + "c"):
                value = value_of(cell, shared)
                if value is not None and str(value).strip() != "":
                    cells[column_of(cell.get("r"))] = value
            if cells:
                rows.append([int(row.get("r")), cells])
        sheets[sheet.get("name")] = rows
    json.dump(sheets, sys.stdout)


main(sys.argv[1])
