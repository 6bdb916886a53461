import { compareVersions } from '../../shared/versions.js';

/** Members that came with a later API, by type (vim25 type table of 8.0.3). A server leaves out what the version asked with lacks. */
const SINCE: Readonly<Record<string, Readonly<Record<string, string>>>> = {
	AboutInfo: { patchLevel: '7.0.2.0' },
	ClusterFailoverLevelAdmissionControlPolicy: { resourceReductionToToleratePercent: '6.5' },
	DVPortgroupConfigInfo: {
		uplink: '6.5',
		backingType: '7.0',
		transportZoneUuid: '7.0',
		logicalSwitchUuid: '7.0',
		segmentId: '7.0',
	},
	VMwareDVSPortSetting: { macManagementPolicy: '6.7' },
	HostCapability: { cryptoSupported: '6.5', encryptedVMotionSupported: '6.5' },
	HostDateTimeInfo: {
		systemClockProtocol: '7.0',
		ptpConfig: '7.0.3.0',
		enabled: '7.0.3.0',
		disableEvents: '7.0.3.0',
		disableFallback: '7.0.3.0',
		inFallbackState: '7.0.3.0',
		serviceSync: '7.0.3.0',
		lastSyncTime: '7.0.3.0',
		remoteNtpServer: '7.0.3.0',
	},
	HostListSummary: { tpmAttestation: '6.7' },
	HostRuntimeInfo: { cryptoState: '6.5', cryptoKeyId: '6.5', inQuarantineMode: '6.5' },
	HostVirtualNicSpec: { ipRouteSpec: '6.5', systemOwned: '7.0' },
	KmipClusterInfo: { managementType: '7.0', hasBackup: '7.0.2.0', tpmRequired: '7.0.2.0', keyId: '7.0.2.0' },
	VirtualDisk: { nativeUnmanagedLinkedClone: '6.7' },
	VirtualDiskFlatVer2BackingInfo: { keyId: '6.5' },
	VirtualMachineConfigInfo: {
		keyId: '6.5',
		guestIntegrityInfo: '6.5',
		migrateEncryption: '6.5',
		contentLibItemInfo: '7.0',
		sgxInfo: '7.0',
		sevEnabled: '7.0.1.0',
		ftEncryptionMode: '7.0.2.0',
		pmem: '7.0.3.0',
		deviceGroups: '8.0.0.1',
	},
	VirtualMachineRuntimeInfo: {
		cryptoState: '6.7',
		instantCloneFrozen: '6.7',
		suspendedToMemory: '7.0.2.0',
		vmFailoverInProgress: '7.0.2.0',
	},
};

/** Members that an API version does not know, by type. */
export type Hidden = ReadonlyMap<string, ReadonlySet<string>>;
export const NOTHING_HIDDEN: Hidden = new Map();

const KNOWN = new Map<string, Hidden>();

/** What a server hides from a client that asks with `version`. */
export function hiddenIn(version: string): Hidden {
	const known = KNOWN.get(version);
	if (known !== undefined) return known;
	const later = (since: string) => (compareVersions(since, version) ?? 0) > 0;
	const hidden = new Map(
		Object.entries(SINCE).map(([type, members]) => [
			type,
			new Set(Object.keys(members).filter((member) => later(members[member] ?? ''))),
		]),
	);
	// A client names the version in its request: remember few.
	if (KNOWN.size < 50) KNOWN.set(version, hidden);
	return hidden;
}

/** The version to answer in: what the client asked with, never more than the server has. */
export function answerVersion(soapAction: string | undefined, own: string): string {
	const asked = askedVersion(soapAction);
	return asked !== undefined && (compareVersions(asked, own) ?? 1) < 0 ? asked : own;
}

/** Whether a client asks with a later version than the server has. */
export function isLaterThan(soapAction: string, own: string): boolean {
	return (compareVersions(askedVersion(soapAction) ?? own, own) ?? 0) > 0;
}

function askedVersion(soapAction: string | undefined): string | undefined {
	return /urn:vim25\/([0-9.]+)/.exec(soapAction ?? '')?.[1];
}
