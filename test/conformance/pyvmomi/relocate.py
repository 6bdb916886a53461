"""Asks one vCenter whether a VM could move to another, as pyVmomi users do, and prints what came back as JSON.

usage: relocate.py HOST PORT USER HOST PORT USER THUMBPRINT  (passwords in XVCHECK_PASSWORD and XVCHECK_DESTINATION_PASSWORD)
"""

import json
import os
import ssl
import sys

from pyVim.connect import Disconnect, SmartConnect
from pyVim.task import WaitForTask
from pyVmomi import vim, vmodl

VM = "Milan/vm/Prod/Billing/bill-app-01"
CONTEXT = ssl._create_unverified_context()


def connect(host, port, user, variable):
    si = SmartConnect(host=host, port=int(port), user=user, pwd=os.environ[variable], sslContext=CONTEXT)
    return si, si.RetrieveContent()


def nic_edits(vm, networks):
    """The NICs of a VM as they are, each with the port group of the same name at the destination behind it."""
    edits = []
    for device in vm.config.hardware.device:
        if not isinstance(device, vim.vm.device.VirtualEthernetCard):
            continue
        own = next(n for n in vm.network if isinstance(n, vim.dvs.DistributedVirtualPortgroup) and n.key == device.backing.port.portgroupKey)
        group = next(n for n in networks if n.name == own.name)
        port = vim.dvs.PortConnection(portgroupKey=group.key, switchUuid=group.config.distributedVirtualSwitch.uuid)
        device.backing = vim.vm.device.VirtualEthernetCard.DistributedVirtualPortBackingInfo(port=port)
        edits.append(vim.vm.device.VirtualDeviceSpec(operation="edit", device=device))
    return edits


def spec_of(source, destination, port, user, thumbprint, password):
    find = destination.searchIndex.FindByInventoryPath
    datacenter = find("Frankfurt")
    credential = vim.ServiceLocator.NamePassword(username=user, password=password)
    service = vim.ServiceLocator(
        instanceUuid=destination.about.instanceUuid, url="https://127.0.0.1:%s" % port, credential=credential, sslThumbprint=thumbprint
    )
    return vim.vm.RelocateSpec(
        service=service,
        folder=find("Frankfurt/vm/Migrated"),
        pool=find("Frankfurt/host/Frankfurt-A/Resources/Migrated"),
        host=find("Frankfurt/host/Frankfurt-A/esx-fr-03.example.com"),
        datastore=find("Frankfurt/datastore/ds-fr-01"),
        deviceChange=nic_edits(source.searchIndex.FindByInventoryPath(VM), datacenter.networkFolder.childEntity),
    )


def check(content, vm, spec, tests=None):
    task = content.vmProvisioningChecker.CheckRelocate(vm=vm, spec=spec, testType=tests)
    WaitForTask(task)
    result = task.info.result[0]
    return {
        "state": task.info.state,
        "host": result.host and result.host._moId,
        "errors": [type(fault).__name__.split(".")[-1] for fault in result.error],
        "warnings": [type(fault).__name__.split(".")[-1] for fault in result.warning],
        "devices": [fault.device for fault in result.error if isinstance(fault, vim.fault.CannotAccessVmDevice)],
    }


def updates(content, task):
    """Kinds and paths that a filter of the property collector tells of a task, from its first version on."""
    spec = vmodl.query.PropertyCollector.FilterSpec(
        objectSet=[vmodl.query.PropertyCollector.ObjectSpec(obj=task)],
        propSet=[vmodl.query.PropertyCollector.PropertySpec(type=vim.Task, pathSet=["info.state"], all=False)],
    )
    collector = content.propertyCollector.CreatePropertyCollector()
    collector.CreateFilter(spec, False)
    told, version, state = [], None, None
    while state not in ("success", "error"):
        update = collector.WaitForUpdatesEx(version, vmodl.query.PropertyCollector.WaitOptions(maxWaitSeconds=20))
        version = update.version
        for change in update.filterSet[0].objectSet:
            state = change.changeSet[0].val
            told.append([change.kind, change.changeSet[0].name])
    collector.DestroyPropertyCollector()
    return told


def main():
    source_si, source = connect(sys.argv[1], sys.argv[2], sys.argv[3], "XVCHECK_PASSWORD")
    destination_si, destination = connect(sys.argv[4], sys.argv[5], sys.argv[6], "XVCHECK_DESTINATION_PASSWORD")
    vm = source.searchIndex.FindByInventoryPath(VM)
    secret = os.environ["XVCHECK_DESTINATION_PASSWORD"]
    spec = spec_of(source, destination, sys.argv[5], sys.argv[6], sys.argv[7], secret)
    out = {"good": check(source, vm, spec)}
    edits, spec.deviceChange = spec.deviceChange, []
    out["withoutNics"] = check(source, vm, spec)
    out["datastoreOnly"] = check(source, vm, spec, ["datastoreTests"])
    spec.deviceChange, spec.service.credential.password = edits, "wrong"
    out["wrongPassword"] = check(source, vm, spec)
    spec.service.credential.password, spec.service.sslThumbprint = secret, ":".join(["AA"] * 20)
    out["wrongThumbprint"] = check(source, vm, spec)
    task = source.vmProvisioningChecker.CheckRelocate(vm=vm, spec=spec)
    out["updates"] = updates(source, task)
    out["recent"] = len(source.taskManager.recentTask)
    manager = source.authorizationManager
    session = source.sessionManager.currentSession.key
    granted = manager.HasPrivilegeOnEntities([vm], session, ["Resource.HotMigrate", "System.Read"])
    out["privileges"] = {p.privId: p.isGranted for p in granted[0].privAvailability}
    out["roles"] = [role.name for role in manager.roleList]
    status = source.cryptoManager.RetrieveKmipServersStatus(clusters=[])
    WaitForTask(status)
    out["keyProviders"] = len(status.info.result or [])
    found = source.searchIndex.FindAllByDnsName(dnsName="esx-mi-01.example.com", vmSearch=False)
    out["hosts"] = [host.name for host in found]
    Disconnect(source_si)
    Disconnect(destination_si)
    json.dump(out, sys.stdout)


main()
