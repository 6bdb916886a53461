import { type Site, uuidOf } from './rvtools-47-site.js';
import type { CellValue } from './workbook.js';

type Row = Record<string, CellValue>;

/** What several tabs say about one VM. */
interface Vm {
	readonly index: number;
	readonly name: string;
	readonly cpus: number;
	readonly memoryMib: number;
	readonly disksMib: readonly number[];
	readonly datastore: string;
}

/** The tabs with rows per VM, vDisk and vNetwork with rows per disk and NIC. */
export function vmTabs(site: Site): Record<string, Row[]> {
	const vms = Array.from({ length: site.vms }, (_, index) => vmOf(site, index));
	const disks = (vm: Vm) => vm.disksMib.map((size, disk) => vDisk(site, vm, disk, size));
	const nics = (vm: Vm) => Array.from({ length: site.nicsPerVm }, (_, nic) => vNetwork(site, vm, nic));
	return {
		vInfo: vms.map((vm) => vInfo(site, vm)),
		vCPU: vms.map((vm) => vCpu(site, vm)),
		vMemory: vms.map((vm) => vMemory(site, vm)),
		vDisk: vms.flatMap(disks),
		vPartition: vms.flatMap((vm) => vm.disksMib.map((size, disk) => vPartition(site, vm, disk, size))),
		vNetwork: vms.flatMap(nics),
		vCD: vms.map((vm) => vCd(site, vm)),
		vTools: vms.map((vm) => vTools(site, vm)),
	};
}

function vmOf(site: Site, index: number): Vm {
	return {
		index,
		name: site.vmName(index),
		cpus: 1 + site.pick(4, 'cpus', index) * 2,
		memoryMib: 2048 * (1 + site.pick(8, 'memory', index)),
		disksMib: Array.from({ length: site.disksPerVm }, (_, disk) => 10_240 * (1 + site.pick(10, 'disk', index, disk))),
		datastore: site.datastoreName(index % site.datastores),
	};
}

/** The columns that most VM tabs share. */
function identity(site: Site, vm: Vm): Row {
	const host = site.hostOfVm(vm.index);
	return {
		VM: vm.name,
		Powerstate: 'poweredOn',
		Annotation: vm.index % 3 === 0 ? `Owner: team ${vm.index % 7}; ticket CHG-${1000 + vm.index}` : undefined,
		Datacenter: site.datacenter,
		Cluster: site.clusterName(site.clusterOfHost(host)),
		Host: site.hostName(host),
		'OS according to the configuration file': 'Ubuntu Linux (64-bit)',
		'OS according to the VMware Tools': 'Ubuntu Linux (64-bit)',
		'VM ID': `vm-${1000 + vm.index}`,
		'VM UUID': uuidOf(site.site, 'instance', vm.index),
	};
}

/** The columns of the VM tabs after vInfo, which name the folder. */
const inFolder = (site: Site, vm: Vm): Row => ({ ...identity(site, vm), Folder: 'Apps' });

function vInfo(site: Site, vm: Vm): Row {
	const total = vm.disksMib.reduce((sum, size) => sum + size, 0);
	const networks = Object.fromEntries(
		Array.from({ length: Math.min(site.nicsPerVm, 8) }, (_, nic) => [
			`Network #${nic + 1}`,
			site.networkName((vm.index + nic) % site.networks),
		]),
	);
	return {
		...identity(site, vm),
		...networks,
		'Config status': 'green',
		'DNS Name': `${vm.name}.${site.site}.example.com`,
		'Connection state': 'connected',
		'Guest state': 'running',
		Heartbeat: 'green',
		PowerOn: site.exportedAt - 20 - (vm.index % 50),
		'Suspend Interval': '0',
		'Creation date': site.exportedAt - 400 - (vm.index % 300),
		'Change Version': site.exportedAt - 20 - (vm.index % 50),
		CPUs: vm.cpus,
		'Overall Cpu Readiness': '0%',
		Memory: vm.memoryMib,
		'Active Memory': Math.floor(vm.memoryMib / 8),
		NICs: site.nicsPerVm,
		Disks: vm.disksMib.length,
		'Total disk capacity MiB': total,
		'min Required EVC Mode Key': 'intel-broadwell',
		'Latency Sensitivity': 'normal',
		EnableUUID: 'True',
		CBT: 'False',
		'Primary IP Address': `10.1.${Math.floor(vm.index / 250)}.${1 + (vm.index % 250)}`,
		'Num Monitors': 1,
		'Video Ram KiB': 4096,
		'Resource pool': `/${site.datacenter}/${site.clusterName(site.clusterOfHost(site.hostOfVm(vm.index)))}/Resources`,
		'Folder ID': `Folder-group-v${100}`,
		Folder: 'Apps',
		'DAS protection': 'True',
		'FT State': 'notConfigured',
		'FT Latency': '-1',
		'FT Bandwidth': -1,
		'FT Sec. Latency': -1,
		'Provisioned MiB': total + vm.memoryMib + 100,
		'In Use MiB': Math.floor(total / 2) + vm.memoryMib,
		'Unshared MiB': Math.floor(total / 2),
		'HA Restart Priority': 'clusterRestartPriority',
		'HA Isolation Response': 'clusterIsolationResponse',
		'HA VM Monitoring': 'vmMonitoringDisabled',
		'Boot retry delay': 10000,
		'EFI Secure boot': 'False',
		Firmware: 'efi',
		'HW version': 19,
		'HW upgrade status': 'none',
		'HW upgrade policy': 'never',
		Path: `[${vm.datastore}] ${vm.name}/${vm.name}.vmx`,
		'Log directory': `[${vm.datastore}] ${vm.name}/`,
		'Snapshot directory': `[${vm.datastore}] ${vm.name}/`,
		'Suspend directory': `[${vm.datastore}] ${vm.name}/`,
		'Guest Detailed Data': "architecture='X86' bitness='64' familyName='Linux' kernelVersion='6.8.0'",
		'SMBIOS UUID': uuidOf(site.site, 'bios', vm.index),
		'VI SDK Server type': `VMware vCenter Server ${site.version} build-${site.build}`,
		'VI SDK API Version': `${site.version}.0`,
	};
}

function vCpu(site: Site, vm: Vm): Row {
	return {
		...inFolder(site, vm),
		CPUs: vm.cpus,
		Sockets: vm.cpus,
		'Cores p/s': 1,
		Max: vm.cpus * 2400,
		Overall: 40,
		Level: 'normal',
		Shares: vm.cpus * 1000,
		Entitlement: 100,
		'DRS Entitlement': 100,
		Limit: -1,
		'Hot Add': 'True',
	};
}

function vMemory(site: Site, vm: Vm): Row {
	return {
		...inFolder(site, vm),
		'Size MiB': vm.memoryMib,
		Max: vm.memoryMib,
		Consumed: Math.floor(vm.memoryMib / 2),
		Private: Math.floor(vm.memoryMib / 2),
		Active: Math.floor(vm.memoryMib / 8),
		Level: 'normal',
		Shares: vm.memoryMib * 10,
		Limit: -1,
		'Hot Add': 'True',
	};
}

function vDisk(site: Site, vm: Vm, disk: number, capacityMib: number): Row {
	const file = disk === 0 ? vm.name : `${vm.name}_${disk}`;
	return {
		...inFolder(site, vm),
		Disk: `Hard disk ${disk + 1}`,
		'Disk Key': String(2000 + disk),
		'Disk UUID': uuidOf(site.site, 'disk', vm.index, disk),
		'Capacity MiB': capacityMib,
		'Disk Mode': 'persistent',
		'Sharing mode': 'sharingNone',
		Thin: 'True',
		Level: 'normal',
		Shares: 1000,
		Limit: -1,
		Controller: 'ParaVirtualSCSIController',
		Label: 'SCSI controller 0',
		'SCSI Unit #': disk,
		'Unit #': disk,
		'Shared Bus': 'noSharing',
		Path: `[${vm.datastore}] ${vm.name}/${file}.vmdk`,
		'Internal Sort Column': `${vm.name}${2000 + disk}`,
	};
}

function vPartition(site: Site, vm: Vm, disk: number, capacityMib: number): Row {
	return {
		...inFolder(site, vm),
		'Disk Key': String(2000 + disk),
		Disk: disk === 0 ? '/' : `/data${disk}`,
		'Capacity MiB': capacityMib,
		'Consumed MiB': Math.floor(capacityMib / 2),
		'Free MiB': capacityMib - Math.floor(capacityMib / 2),
		'Free %': 50,
		'Internal Sort Column': `${vm.name}${disk}`,
	};
}

function vNetwork(site: Site, vm: Vm, nic: number): Row {
	return {
		...inFolder(site, vm),
		'NIC label': `Network adapter ${nic + 1}`,
		Adapter: 'Vmxnet3',
		Network: site.networkName((vm.index + nic) % site.networks),
		Switch: 'dvs-prod',
		Connected: 'True',
		'Starts Connected': 'True',
		'Mac Address': mac(site, vm.index, nic),
		Type: 'assigned',
		'IPv4 Address': `10.1.${Math.floor(vm.index / 250)}.${1 + (vm.index % 250)}`,
		'Internal Sort Column': `${vm.name}${4000 + nic}`,
	};
}

/** An address in VMware's range, unique in the site and unlike that of another site. */
function mac(site: Site, vm: number, nic: number): string {
	const bytes = [0x00, 0x50, 0x56, 0x80 + (site.site.charCodeAt(0) % 32), (vm >> 8) & 255, vm & 255];
	bytes[3] = ((bytes[3] ?? 0) + nic + (vm >> 16) * 8) & 255;
	return bytes.map((byte) => byte.toString(16).padStart(2, '0')).join(':');
}

function vCd(site: Site, vm: Vm): Row {
	return {
		...inFolder(site, vm),
		'Device Node': 'CD/DVD drive 1',
		'Device Type': 'Remote device',
		VMRef: `vm-${1000 + vm.index}`,
	};
}

function vTools(site: Site, vm: Vm): Row {
	return {
		...inFolder(site, vm),
		'VM Version': 19,
		Tools: 'toolsOk',
		'Tools Version': 12389,
		'Required Version': 12389,
		Upgradeable: 'No',
		'Upgrade Policy': 'manual',
		'App status': 'none',
		'Heartbeat status': 'green',
		'Operation Ready': 'True',
		'State change support': 'True',
		VMRef: `vm-${1000 + vm.index}`,
	};
}
