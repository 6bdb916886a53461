import type { VmEntity } from '../../estate/entities.js';
import { boolean, type Data, data, dateTime, enumeration, int, list, long, string, strings } from '../../wire/value.js';
import { encodeName } from './managed-entity.js';
import { devices, keyIdOf } from './vm-devices.js';
import { biosUuidOf, fileOf, instanceUuidOf, memoryOf, reservationOf } from './vm-figures.js';

const MIB = 1024 * 1024;

/** VirtualMachineConfigInfo. `extraConfig` is empty: real ones hold credentials. */
export function vmConfig(vm: VmEntity): Data {
	const { group } = vm;
	return data('VirtualMachineConfigInfo', {
		changeVersion: string('2026-11-01T08:00:00.000000Z'),
		modified: dateTime('1970-01-01T00:00:00Z'),
		name: string(encodeName(vm.name)),
		guestFullName: string(group.guest ?? 'Red Hat Enterprise Linux 8 (64-bit)'),
		version: string(`vmx-${String(group.hardware ?? 17).padStart(2, '0')}`),
		uuid: string(biosUuidOf(vm)),
		createDate: undefined,
		instanceUuid: string(instanceUuidOf(vm)),
		template: boolean(group.template ?? false),
		guestId: string(group.guest ?? 'rhel8_64Guest'),
		alternateGuestName: string(''),
		annotation: undefined,
		files: () => data('VirtualMachineFileInfo', { vmPathName: string(fileOf(vm, '.vmx')) }),
		tools: undefined,
		flags: undefined,
		defaultPowerOps: undefined,
		hardware: () => hardware(vm),
		cpuAllocation: () => allocation(0),
		memoryAllocation: () => allocation(Math.floor(reservationOf(vm) / MIB)),
		latencySensitivity: data('LatencySensitivity', {
			level: enumeration('LatencySensitivitySensitivityLevel', group.latencySensitivity ?? 'normal'),
		}),
		memoryHotAddEnabled: boolean(false),
		cpuHotAddEnabled: boolean(false),
		cpuHotRemoveEnabled: boolean(false),
		hotPlugMemoryLimit: undefined,
		hotPlugMemoryIncrementSize: undefined,
		cpuAffinity: undefined,
		memoryAffinity: undefined,
		extraConfig: list('OptionValue', []),
		cpuFeatureMask: undefined,
		swapPlacement: string('inherit'),
		bootOptions: undefined,
		ftInfo: group.faultTolerance === true ? () => faultTolerance(vm) : undefined,
		repConfig: undefined,
		vAssertsEnabled: boolean(false),
		changeTrackingEnabled: boolean(group.changeTracking ?? false),
		firmware: string(group.firmware ?? 'efi'),
		maxMksConnections: undefined,
		guestAutoLockEnabled: boolean(true),
		npivPortWorldWideName: undefined,
		managedBy:
			group.managedBy === undefined
				? undefined
				: data('ManagedByInfo', {
						extensionKey: string(group.managedBy.extension),
						type: string(group.managedBy.type),
					}),
		memoryReservationLockedToMax: boolean(group.memoryLocked ?? false),
		nestedHVEnabled: boolean(false),
		vPMCEnabled: boolean(false),
		scheduledHardwareUpgradeInfo: undefined,
		keyId: group.encryption === undefined ? undefined : () => keyIdOf(vm),
		guestIntegrityInfo: undefined,
		migrateEncryption: string(group.migrateEncryption ?? 'opportunistic'),
		sgxInfo: undefined,
		contentLibItemInfo:
			group.libraryItem === undefined
				? undefined
				: data('VirtualMachineContentLibraryItemInfo', { contentLibraryItemUuid: string(group.libraryItem) }),
		extensionCompatibilityConstraint: constraints(group.extensionConstraints),
		ftEncryptionMode: string('ftEncryptionOpportunistic'),
		sevEnabled: boolean(false),
		sevSnpEnabled: undefined,
		tdxEnabled: undefined,
		pmem: undefined,
		deviceGroups: undefined,
		forkConfigInfo: undefined,
	});
}

/** API 9.1. */
function constraints(pinned: VmEntity['group']['extensionConstraints']): Data | undefined {
	if (pinned === undefined) return undefined;
	return data('VirtualMachineExtensionCompatibilityConstraintSet', {
		constraint: list(
			'VirtualMachineExtensionCompatibilityConstraint',
			pinned.map(({ type, kind }) =>
				data('VirtualMachineExtensionCompatibilityConstraint', {
					constraintName: string(`${type} ${kind}`),
					constraintType: string(type),
					constraintKind: string(kind),
				}),
			),
		),
	});
}

function hardware(vm: VmEntity): Data {
	const cpus = vm.group.cpus ?? 2;
	return data('VirtualHardware', {
		numCPU: int(cpus),
		numCoresPerSocket: int(vm.group.coresPerSocket ?? 1),
		memoryMB: int(Math.floor(memoryOf(vm) / MIB)),
		virtualICH7MPresent: boolean(false),
		virtualSMCPresent: boolean(false),
		device: () => list('VirtualDevice', devices(vm)),
	});
}

function allocation(reservation: number): Data {
	return data('ResourceAllocationInfo', {
		reservation: long(reservation),
		expandableReservation: boolean(false),
		limit: long(-1),
		shares: data('SharesInfo', { shares: int(2000), level: enumeration('SharesLevel', 'normal') }),
	});
}

function faultTolerance(vm: VmEntity): Data {
	return data('FaultToleranceConfigInfo', {
		role: int(1),
		instanceUuids: strings([instanceUuidOf(vm)]),
		configPaths: strings([fileOf(vm, '.vmx')]),
	});
}
