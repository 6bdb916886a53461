"""Reads a vCenter as pyVmomi users do, and prints what it found as JSON: a second, strict client for the mock.

usage: client.py HOST PORT USER  (password in XVCHECK_PASSWORD)
"""

import json
import os
import ssl
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVmomi import vim, vmodl

TYPES = {
    "Datacenter": vim.Datacenter,
    "Folder": vim.Folder,
    "ClusterComputeResource": vim.ClusterComputeResource,
    "ResourcePool": vim.ResourcePool,
    "HostSystem": vim.HostSystem,
    "Datastore": vim.Datastore,
    "Network": vim.Network,
    "DistributedVirtualPortgroup": vim.dvs.DistributedVirtualPortgroup,
    "VmwareDistributedVirtualSwitch": vim.dvs.VmwareDistributedVirtualSwitch,
    "VirtualMachine": vim.VirtualMachine,
}


def view_of(content, kind):
    return content.viewManager.CreateContainerView(content.rootFolder, [kind], True)


def paged(content, kind, paths, size):
    """All objects of a type through the property collector, `size` at a time: names by moRef, and the number of pages."""
    view = view_of(content, kind)
    collector = content.propertyCollector
    traversal = vmodl.query.PropertyCollector.TraversalSpec(name="view", path="view", skip=False, type=view.__class__)
    spec = vmodl.query.PropertyCollector.FilterSpec(
        objectSet=[vmodl.query.PropertyCollector.ObjectSpec(obj=view, skip=True, selectSet=[traversal])],
        propSet=[vmodl.query.PropertyCollector.PropertySpec(type=kind, pathSet=paths, all=False)],
    )
    options = vmodl.query.PropertyCollector.RetrieveOptions(maxObjects=size)
    found, pages = {}, 0
    page = collector.RetrievePropertiesEx([spec], options)
    while page is not None:
        pages += 1
        for item in page.objects:
            found[item.obj._moId] = {p.name: p.val for p in item.propSet}
        page = collector.ContinueRetrievePropertiesEx(page.token) if page.token else None
    view.DestroyView()
    return found, pages


def touch(value, depth=0):
    """Walks a whole data object, so that every member on the wire is converted and checked against its type."""
    if isinstance(value, vmodl.DynamicData) and depth < 12:
        return 1 + sum(touch(getattr(value, p.name), depth + 1) for p in value._GetPropertyList())
    if isinstance(value, list):
        return sum(touch(item, depth + 1) for item in value)
    return 1


def main():
    host, port, user = sys.argv[1], int(sys.argv[2]), sys.argv[3]
    context = ssl._create_unverified_context()
    si = SmartConnect(host=host, port=port, user=user, pwd=os.environ["XVCHECK_PASSWORD"], sslContext=context)
    content = si.RetrieveContent()
    out = {"version": content.about.version, "clock": str(si.CurrentTime()), "types": {}, "members": 0}
    for name, kind in TYPES.items():
        view = view_of(content, kind)
        out["types"][name] = sorted(entity.name for entity in view.view)
        view.DestroyView()
    vms, out["pages"] = paged(content, vim.VirtualMachine, ["name", "runtime.powerState", "config.hardware.device"], 3)
    out["disks"] = sum(
        isinstance(device, vim.vm.device.VirtualDisk) for vm in vms.values() for device in vm["config.hardware.device"]
    )
    for kind, names in (
        (vim.HostSystem, ["config", "summary", "hardware", "runtime", "capability", "configManager"]),
        (vim.VirtualMachine, ["config", "summary", "runtime", "guest", "snapshot", "layoutEx", "storage"]),
        (vim.ClusterComputeResource, ["configurationEx", "summary"]),
        (vim.Datastore, ["info", "summary", "host"]),
        (vim.dvs.DistributedVirtualPortgroup, ["config"]),
        (vim.dvs.VmwareDistributedVirtualSwitch, ["config", "summary"]),
    ):
        found, _ = paged(content, kind, names, 50)
        out["members"] += sum(touch(value) for values in found.values() for value in values.values())
    try:
        paged(content, vim.VirtualMachine, ["config.nonsense"], 3)
        out["unknown"] = "accepted"
    except vmodl.query.InvalidProperty as fault:
        out["unknown"] = fault.name
    host = view_of(content, vim.HostSystem).view[0]
    out["vmotion"] = [
        key for entry in host.config.virtualNicManagerInfo.netConfig if entry.nicType == "vmotion" for key in entry.selectedVnic
    ]
    out["licenses"] = [a.entityDisplayName for a in content.licenseManager.licenseAssignmentManager.QueryAssignedLicenses()]
    Disconnect(si)
    try:
        SmartConnect(host=sys.argv[1], port=port, user=user, pwd="wrong", sslContext=context)
        out["wrongPassword"] = "accepted"
    except vim.fault.InvalidLogin:
        out["wrongPassword"] = "InvalidLogin"
    json.dump(out, sys.stdout)


main()
