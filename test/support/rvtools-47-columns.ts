/**
 * Columns of the 27 tabs of an RVTools 4.7 export, in the order of the export, with the kind of cell that they hold:
 * `s` text, `B` text True/False, `i` whole number, `f` decimal, `d` date serial, `-` unknown (always empty where it was seen).
 * Two columns are custom attributes that VMware products add (in vCluster and vHost).
 */
export const RVTOOLS_47: Readonly<Record<string, readonly (readonly [column: string, kind: ColumnKind])[]>> = {
	vInfo: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| Config status:s| DNS Name:s| Connection state:s|
		Guest state:s| Heartbeat:s| Consolidation Needed:B| PowerOn:d| Suspended To Memory:-| Suspend time:-|
		Suspend Interval:s| Creation date:d| Change Version:d| CPUs:i| Overall Cpu Readiness:s| Memory:i|
		Active Memory:i| NICs:i| Disks:i| Total disk capacity MiB:i| Fixed Passthru HotPlug:B|
		min Required EVC Mode Key:s| Latency Sensitivity:s| Op Notification Timeout:i| EnableUUID:B| CBT:B|
		Primary IP Address:s| Network #1:s| Network #2:s| Network #3:s| Network #4:s| Network #5:s| Network #6:s|
		Network #7:-| Network #8:-| Num Monitors:i| Video Ram KiB:i| Resource pool:s| Folder ID:s| Folder:-|
		vApp:-| DAS protection:B| FT State:s| FT Role:-| FT Latency:s| FT Bandwidth:i| FT Sec. Latency:i|
		Vm Failover In Progress:-| Provisioned MiB:i| In Use MiB:i| Unshared MiB:i| HA Restart Priority:s|
		HA Isolation Response:s| HA VM Monitoring:s| Cluster rule(s):-| Cluster rule name(s):-| Boot Required:B|
		Boot delay:i| Boot retry delay:i| Boot retry enabled:B| Boot BIOS setup:B| Reboot PowerOff:B|
		EFI Secure boot:B| Firmware:s| HW version:i| HW upgrade status:s| HW upgrade policy:s| HW target:-| Path:s|
		Log directory:s| Snapshot directory:s| Suspend directory:s| Annotation:s| Datacenter:s| Cluster:s| Host:s|
		OS according to the configuration file:s| OS according to the VMware Tools:s| Customization Info:s|
		Guest Detailed Data:s| VM ID:s| SMBIOS UUID:s| VM UUID:s| VI SDK Server type:s| VI SDK API Version:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vCPU: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| CPUs:i| Sockets:i| Cores p/s:i| Max:i| Overall:i|
		Level:s| Shares:i| Reservation:i| Entitlement:i| DRS Entitlement:i| Limit:i| Hot Add:B| Hot Remove:B|
		Numa Hotadd Exposed:B| Annotation:s| Datacenter:s| Cluster:s| Host:s| Folder:s|
		OS according to the configuration file:s| OS according to the VMware Tools:s| VM ID:s| VM UUID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vMemory: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| Size MiB:i| Memory Reservation Locked To Max:B|
		Overhead:i| Max:i| Consumed:i| Consumed Overhead:i| Private:i| Shared:i| Swapped:i| Ballooned:i| Active:i|
		Entitlement:i| DRS Entitlement:i| Level:s| Shares:i| Reservation:i| Limit:i| Hot Add:B| Annotation:s|
		Datacenter:s| Cluster:s| Host:s| Folder:s| OS according to the configuration file:s|
		OS according to the VMware Tools:s| VM ID:s| VM UUID:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vDisk: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| Disk:s| Disk Key:s| Disk UUID:s| Disk Path:s|
		Capacity MiB:i| Raw:B| Disk Mode:s| Sharing mode:s| Thin:B| Eagerly Scrub:B| Split:B| Write Through:B|
		Level:s| Shares:i| Reservation:i| Limit:i| Controller:s| Label:s| SCSI Unit #:i| Unit #:i| Shared Bus:s|
		Path:s| Raw LUN ID:-| Raw Comp. Mode:-| Internal Sort Column:s| Annotation:s| Datacenter:s| Cluster:s|
		Host:s| Folder:s| OS according to the configuration file:s| OS according to the VMware Tools:s| VM ID:s|
		VM UUID:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vPartition: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| Disk Key:s| Disk:s| Capacity MiB:i| Consumed MiB:i|
		Free MiB:i| Free %:i| Internal Sort Column:s| Annotation:s| Datacenter:s| Cluster:s| Host:s| Folder:s|
		OS according to the configuration file:s| OS according to the VMware Tools:s| VM ID:s| VM UUID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vNetwork: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| NIC label:s| Adapter:s| Network:s| Switch:s|
		Connected:B| Starts Connected:B| Mac Address:s| Type:s| IPv4 Address:s| IPv6 Address:s| Direct Path IO:B|
		Internal Sort Column:s| Annotation:s| Datacenter:s| Cluster:s| Host:s| Folder:s|
		OS according to the configuration file:s| OS according to the VMware Tools:s| VM ID:s| VM UUID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vCD: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| Device Node:s| Connected:B| Starts Connected:B|
		Device Type:s| Annotation:s| Datacenter:s| Cluster:s| Host:s| Folder:s|
		OS according to the configuration file:s| OS according to the VMware Tools:s| VMRef:s| VM ID:s| VM UUID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vUSB: columns(`
		VM:-| Powerstate:-| Template:-| SRM Placeholder:-| Device Node:-| Device Type:-| Connected:-| Family:-|
		Speed:-| EHCI enabled:-| Auto connect:-| Bus number:-| Unit number:-| Annotation:-| Datacenter:-|
		Cluster:-| Host:-| Folder:-| OS according to the configuration file:-| OS according to the VMware tools:-|
		VMRef:-| VM ID:-| VM UUID:-| VI SDK Server:-| VI SDK UUID:-
	`),
	vSnapshot: columns(`
		VM:-| Powerstate:-| Name:-| Description:-| Date / time:-| Filename:-| Size MiB (vmsn):-|
		Size MiB (total):-| Quiesced:-| State:-| Annotation:-| Datacenter:-| Cluster:-| Host:-| Folder:-|
		OS according to the configuration file:-| OS according to the VMware Tools:-| VM ID:-| VM UUID:-|
		VI SDK Server:-| VI SDK UUID:-
	`),
	vTools: columns(`
		VM:s| Powerstate:s| Template:B| SRM Placeholder:B| VM Version:i| Tools:s| Tools Version:i|
		Required Version:i| Upgradeable:s| Upgrade Policy:s| Sync time:B| App status:s| Heartbeat status:s|
		Kernel Crash state:B| Operation Ready:B| State change support:B| Interactive Guest:B| Annotation:s|
		Datacenter:s| Cluster:s| Host:s| Folder:s| OS according to the configuration file:s|
		OS according to the VMware Tools:s| VMRef:s| VM ID:s| VM UUID:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vSource: columns(`
		Name:s| OS type:s| API type:s| API version:s| Version:s| Patch level:s| Build:s| Fullname:s|
		Product name:s| Product version:s| Product line:s| Vendor:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vRP: columns(`
		Resource Pool name:s| Resource Pool path:s| Status:s| # VMs total:i| # VMs:i| # vCPUs:i| CPU limit:i|
		CPU overheadLimit:i| CPU reservation:i| CPU level:s| CPU shares:i| CPU expandableReservation:B|
		CPU maxUsage:i| CPU overallUsage:i| CPU reservationUsed:i| CPU reservationUsedForVm:i|
		CPU unreservedForPool:i| CPU unreservedForVm:i| Mem Configured:i| Mem limit:i| Mem overheadLimit:i|
		Mem reservation:i| Mem level:s| Mem shares:i| Mem expandableReservation:B| Mem maxUsage:i|
		Mem overallUsage:i| Mem reservationUsed:i| Mem reservationUsedForVm:i| Mem unreservedForPool:i|
		Mem unreservedForVm:i| QS overallCpuDemand:i| QS overallCpuUsage:i| QS staticCpuEntitlement:i|
		QS distributedCpuEntitlement:i| QS balloonedMemory:i| QS compressedMemory:i| QS consumedOverheadMemory:i|
		QS distributedMemoryEntitlement:i| QS guestMemoryUsage:i| QS hostMemoryUsage:i| QS overheadMemory:i|
		QS privateMemory:i| QS sharedMemory:i| QS staticMemoryEntitlement:i| QS swappedMemory:i| Object ID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vCluster: columns(`
		Name:s| Config status:s| OverallStatus:s| NumHosts:i| numEffectiveHosts:i| TotalCpu:i| NumCpuCores:i|
		NumCpuThreads:i| Effective Cpu:i| TotalMemory:i| Effective Memory:i| Num VMotions:i| HA enabled:B|
		Failover Level:i| AdmissionControlEnabled:B| Host monitoring:s| HB Datastore Candidate Policy:s|
		Isolation Response:s| Restart Priority:s| Cluster Settings:B| Max Failures:i| Max Failure Window:i|
		Failure Interval:i| Min Up Time:i| VM Monitoring:s| DRS enabled:B| DRS default VM behavior:s|
		DRS vmotion rate:i| DPM enabled:B| DPM default behavior:s| DPM Host Power Action Rate:i| Object ID:s|
		com.vmware.vcenter.cluster.edrs.upgradeHostAdded:-| VI SDK Server:s| VI SDK UUID:s
	`),
	vHost: columns(`
		Host:s| Datacenter:s| Cluster:s| Config status:s| Compliance Check State:-| in Maintenance Mode:B|
		in Quarantine Mode:B| vSAN Fault Domain Name:-| CPU Model:s| Speed:i| HT Available:B| HT Active:B| # CPU:i|
		Cores per CPU:i| # Cores:i| CPU usage %:i| # Memory:i| Memory Tiering Type:s| Memory usage %:i| Console:i|
		# NICs:i| # HBAs:i| # VMs total:i| # VMs:i| VMs per Core:f| # vCPUs:i| vCPUs per Core:f| vRAM:i|
		VM Used memory:i| VM Memory Swapped:i| VM Memory Ballooned:i| VMotion support:B| Storage VMotion support:B|
		Current EVC:-| Max EVC:s| Assigned License(s):s| ATS Heartbeat:s| ATS Locking:s|
		Current CPU power man. policy:s| Supported CPU power man.:-| Host Power Policy:s| ESX Version:s|
		Boot time:d| DNS Servers:s| DHCP:B| Domain:s| Domain List:-| DNS Search Order:s| NTP Server(s):s|
		NTPD running:B| Time Zone:s| Time Zone Name:s| GMT Offset:s| Vendor:s| Model:s| Serial number:-|
		Service tag:s| OEM specific string:s| BIOS Vendor:-| BIOS Version:s| BIOS Date:d| Certificate Issuer:s|
		Certificate Start Date:d| Certificate Expiry Date:d| Certificate Status:s| Certificate Subject:s|
		Object ID:s| AutoDeploy.MachineIdentity:-| UUID:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vHBA: columns(`
		Host:s| Datacenter:s| Cluster:s| Device:s| Type:s| Status:s| Bus:s| Pci:s| Driver:s| Model:s| WWN:-|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vNIC: columns(`
		Host:s| Datacenter:s| Cluster:s| Network Device:s| Driver:s| Speed:i| Duplex:B| MAC:s| Switch:s|
		Uplink port:s| PCI:s| WakeOn:B| VI SDK Server:s| VI SDK UUID:s
	`),
	vSwitch: columns(`
		Host:s| Datacenter:s| Cluster:s| Switch:s| # Ports:i| Free Ports:i| Promiscuous Mode:B| Mac Changes:B|
		Forged Transmits:B| Traffic Shaping:B| Width:i| Peak:i| Burst:i| Policy:s| Reverse Policy:B|
		Notify Switch:B| Rolling Order:B| Offload:B| TSO:B| Zero Copy Xmit:B| MTU:i| VI SDK Server:s|
		VI SDK UUID:s
	`),
	vPort: columns(`
		Host:s| Datacenter:s| Cluster:s| Port Group:s| Switch:s| VLAN:s| Promiscuous Mode:B| Mac Changes:B|
		Forged Transmits:B| Traffic Shaping:B| Width:i| Peak:i| Burst:i| Policy:s| Reverse Policy:B|
		Notify Switch:B| Rolling Order:B| Offload:B| TSO:B| Zero Copy Xmit:B| VI SDK Server:s| VI SDK UUID:s
	`),
	dvSwitch: columns(`
		Switch:s| Datacenter:s| Name:s| Vendor:s| Version:s| Description:-| Created:d| Host members:s| Max Ports:i|
		# Ports:i| # VMs:i| In Traffic Shaping:B| In Avg:i| In Peak:i| In Burst:i| Out Traffic Shaping:B|
		Out Avg:i| Out Peak:i| Out Burst:i| CDP Type:s| CDP Operation:s| LACP Name:-| LACP Mode:-|
		LACP Load Balance Alg.:-| Max MTU:i| Contact:-| Admin Name:-| Object ID:s| VI SDK Server:s| VI SDK UUID:s
	`),
	dvPort: columns(`
		Port:s| Switch:s| Type:s| # Ports:i| VLAN:i| Speed:i| Full Duplex:B| Blocked:B| Allow Promiscuous:B|
		Mac Changes:B| Active Uplink:s| Standby Uplink:-| Policy:s| Forged Transmits:B| In Traffic Shaping:B|
		In Avg:i| In Peak:i| In Burst:i| Out Traffic Shaping:B| Out Avg:i| Out Peak:i| Out Burst:i|
		Reverse Policy:B| Notify Switch:B| Rolling Order:B| Check Beacon:B| Live Port Moving:B| Check Duplex:B|
		Check Error %:B| Check Speed:s| Percentage:i| Block Override:B| Config Reset:B| Shaping Override:B|
		Vendor Config Override:B| Sec. Policy Override:B| Teaming Override:B| Vlan Override:B| Object ID:s|
		VI SDK Server:s| VI SDK UUID:s
	`),
	vSC_VMK: columns(`
		Host:s| Datacenter:s| Cluster:s| Port Group:s| Device:s| Mac Address:s| DHCP:B| IP Address:s|
		IP 6 Address:s| Subnet mask:s| Gateway:s| IP 6 Gateway:-| MTU:i| VI SDK Server:s| VI SDK UUID:s
	`),
	vDatastore: columns(`
		Name:s| Config status:s| Address:s| Accessible:B| Type:s| # VMs total:i| # VMs:i| Capacity MiB:i|
		Provisioned MiB:i| In Use MiB:i| Free MiB:i| Free %:i| SIOC enabled:B| SIOC Threshold:i| # Hosts:i|
		Hosts:s| Cluster name:-| Cluster capacity MiB:-| Cluster free space MiB:-| Block size:i| Max Blocks:i|
		# Extents:i| Major Version:i| Version:s| VMFS Upgradeable:B| MHA:B| URL:s| Object ID:s| VI SDK Server:s|
		VI SDK UUID:s
	`),
	vMultiPath: columns(`
		Host:s| Cluster:s| Datacenter:s| Datastore:s| Disk:s| Display name:s| Policy:s| Oper. State:s| Path 1:s|
		Path 1 state:s| Path 2:-| Path 2 state:-| Path 3:-| Path 3 state:-| Path 4:-| Path 4 state:-| Path 5:-|
		Path 5 state:-| Path 6:-| Path 6 state:-| Path 7:-| Path 7 state:-| Path 8:-| Path 8 state:-| vStorage:s|
		Queue depth:s| Vendor:s| Model:s| Revision:s| Level:s| Serial #:s| UUID:s| Object ID:s| VI SDK Server:s|
		VI SDK UUID:s
	`),
	vLicense: columns(`
		Name:s| Key:s| Labels:-| Cost Unit:s| Total:i| Used:i| Expiration Date:d| Features:s| VI SDK Server:s|
		VI SDK UUID:s
	`),
	vFileInfo: columns(`
		Friendly Path Name:s| File Name:-| File Type:-| File Size in bytes:-| Path:-| Internal Sort Column:-|
		VI SDK Server:-| VI SDK UUID:-
	`),
	vHealth: columns(`
		Name:s| Message:s| Message type:s| VI SDK Server:s| VI SDK UUID:s
	`),
	vMetaData: columns(`
		RVTools major version:f| RVTools version:s| xlsx creation datetime:d| Server:s
	`),
};

export type ColumnKind = 's' | 'B' | 'i' | 'f' | 'd' | '-';

/** Splits `name:kind| name:kind` over several lines. */
function columns(text: string): [string, ColumnKind][] {
	return text.split('|').map((entry) => {
		const colon = entry.lastIndexOf(':');
		return [entry.slice(0, colon).trim(), entry.slice(colon + 1).trim() as ColumnKind];
	});
}

/** The header row of a tab. */
export function header47(tab: string): string[] {
	return (RVTOOLS_47[tab] ?? []).map(([column]) => column);
}
