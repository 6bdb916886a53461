"""Counts what a workbook or a recording holds, without any code of the product: zip and XML from the standard library.

Usage: independent_reading.py PATH...   Prints one JSON object: {path: {what: number}}.
"""

import json
import os
import re
import sys
import xml.etree.ElementTree as ET
import zipfile

MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
XSI = "{http://www.w3.org/2001/XMLSchema-instance}type"


def column_of(reference):
    number = 0
    for letter in re.match(r"[A-Z]+", reference).group():
        number = number * 26 + ord(letter) - 64
    return number - 1


def sheets_of(path):
    book = zipfile.ZipFile(path)
    shared = []
    if "xl/sharedStrings.xml" in book.namelist():
        for item in ET.fromstring(book.read("xl/sharedStrings.xml")).findall(MAIN + "si"):
            shared.append("".join(text.text or "" for text in item.iter(MAIN + "t")))
    targets = {
        relation.get("Id"): relation.get("Target")
        for relation in ET.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    for sheet in ET.fromstring(book.read("xl/workbook.xml")).find(MAIN + "sheets"):
        target = targets[sheet.get(REL + "id")].lstrip("/")
        part = target if target.startswith("xl/") else "xl/" + target
        yield sheet.get("name"), list(rows_of(book, part, shared))


def rows_of(book, part, shared):
    with book.open(part) as stream:
        for _, element in ET.iterparse(stream):
            if element.tag != MAIN + "row":
                continue
            cells = {}
            for cell in element.findall(MAIN + "c"):
                value = cell_value(cell, shared)
                if value not in (None, ""):
                    cells[column_of(cell.get("r"))] = value
            if cells:
                yield cells
            element.clear()


def cell_value(cell, shared):
    kind = cell.get("t")
    if kind == "inlineStr":
        return "".join(text.text or "" for text in cell.iter(MAIN + "t"))
    value = cell.find(MAIN + "v")
    if value is None or value.text is None:
        return None
    if kind == "s":
        return shared[int(value.text)]
    return value.text if kind in ("str", "b", "e") else float(value.text)


def records(rows):
    header = {position: str(name).strip() for position, name in rows[0].items()}
    for row in rows[1:]:
        record = {}
        for position, value in row.items():
            name = header.get(position)
            if name and name not in record:
                record[name] = value
        if record:
            yield record


def workbook(path):
    tabs = {name: list(records(rows)) for name, rows in sheets_of(path) if rows}
    info = [row for row in tabs.get("vInfo", []) if "VM" in row]
    hosts = {row["Host"] for row in tabs.get("vHost", []) + info if "Host" in row}
    mixed = contradictory(info, tabs.get("vDisk", []))
    disks = [row for row in tabs.get("vDisk", []) if owner(info, row) is not None and owner(info, row) not in mixed]
    known = {id(row) for row in info}
    nics = [row for row in tabs.get("vNetwork", []) if owner(info, row) in known]
    stores = [row for row in tabs.get("vDatastore", []) if "Name" in row]
    return {
        "vms": len(info),
        "hosts": len(hosts),
        "disks": len(disks),
        "diskMiB": round(sum(row["Capacity MiB"] for row in disks)),
        "nics": len(nics),
        "datastores": len(stores),
        "datastoreMiB": round(sum(row.get("Capacity MiB", 0) for row in stores)),
        "usedMiB": round(sum(row.get("In Use MiB", row.get("In Use MB", 0)) for row in info)),
        "licenses": len(tabs.get("vLicense", [])),
        "networks": len(network_names(tabs)),
    }


def network_names(tabs):
    named = {("vPort", row["Port Group"]) for row in tabs.get("vPort", []) if "Port Group" in row}
    for row in tabs.get("dvPort", []):
        name = row.get("Port", row.get("Port Group"))
        if name:
            named.add(("dvPort", name))
    listed = {name for _, name in named}
    for row in tabs.get("vNetwork", []):
        if row.get("Network", "") and row["Network"] not in listed:
            named.add(("vNetwork", row["Network"]))
    return named


def owner(info, row):
    """The row of vInfo that another tab's row belongs to: by VM ID, else by name where that is unique."""
    if "VM ID" in row:
        matches = [one for one in info if one.get("VM ID") == row["VM ID"]]
        if matches:
            return id(matches[0])
        if any("VM ID" in one for one in info if one["VM"] == row.get("VM")):
            return None
    matches = [one for one in info if one["VM"] == row.get("VM")]
    return id(matches[0]) if len(matches) == 1 else None


def contradictory(info, rows):
    """VMs that a row mixes up with another one: its name says one, its VM ID another."""
    mixed = set()
    for row in rows:
        if "VM ID" not in row:
            continue
        named = [one for one in info if one["VM"] == row.get("VM")]
        identified = [one for one in info if one.get("VM ID") == row["VM ID"]]
        if len(named) == 1 and not identified and "VM ID" not in named[0]:
            continue  # the name is all that there is to go by
        if len(named) == 1 and named != identified:
            mixed.update(id(one) for one in named + identified)
    return mixed


def recording(folder):
    objects = []
    for name in sorted(os.listdir(folder)):
        if re.match(r"^\d{4,}-[A-Za-z]+-.+\.xml$", name):
            root = ET.parse(os.path.join(folder, name)).getroot()
            objects.append((root.find("obj").get("type"), root))
    devices = [
        device
        for kind, root in objects
        if kind == "VirtualMachine"
        for device in root.findall("propSet/val/hardware/device")
    ]
    disks = [device for device in devices if device.get(XSI) == "VirtualDisk"]

    def count(*kinds):
        return sum(1 for kind, _ in objects if kind in kinds)

    def property_sum(kind, name, path):
        values = [
            found.text
            for one, root in objects
            if one == kind
            for prop in root.findall("propSet")
            if prop.findtext("name") == name
            for found in prop.findall("val/" + path)
        ]
        return sum(int(value) for value in values)

    def capacity(disk):
        text = disk.findtext("capacityInBytes")
        return int(text) if text else int(disk.findtext("capacityInKB")) * 1024

    return {
        "vms": count("VirtualMachine"),
        "hosts": count("HostSystem"),
        "disks": len(disks),
        "diskBytes": sum(capacity(disk) for disk in disks),
        "nics": sum(1 for device in devices if is_nic(device)),
        "datastores": count("Datastore"),
        "datastoreBytes": property_sum("Datastore", "summary", "capacity"),
        "usedBytes": property_sum("VirtualMachine", "summary", "storage/committed"),
        "networks": count("Network", "DistributedVirtualPortgroup", "OpaqueNetwork"),
        "clusters": count("ClusterComputeResource"),
    }


def is_nic(device):
    return device.find("macAddress") is not None or re.match(
        r"Virtual(E1000e?|Vmxnet\d?|PCNet32|SriovEthernetCard)$", device.get(XSI) or ""
    )


if __name__ == "__main__":
    readings = {}
    for path in sys.argv[1:]:
        readings[path] = recording(path) if os.path.isdir(path) else workbook(path)
    print(json.dumps(readings))
