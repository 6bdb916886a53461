import { textAt, typeOf, type XmlValue } from '../../../shared/xml-value.js';
import { boolean, string } from '../../wire/value.js';
import { isConnected, labelOf, type Move } from '../move.js';
import { error, nested, type Problem, warning } from '../problem.js';

/** Devices that tie a VM to its host or to somebody's client. */
export function deviceProblems(move: Move): Problem[] {
	return move.devices.flatMap((device) => [
		...passThrough(move, device),
		...removable(move, device),
		...others(move, device),
	]);
}

const unsupported = (device: XmlValue, reason?: string): Problem =>
	error('DeviceNotSupported', `The device '${labelOf(device)}' is not supported on the destination host.`, {
		device: string(labelOf(device)),
		reason: reason === undefined ? undefined : string(reason),
	});

/** A device that forbids a move while powered on; powered off, the device is lost and that is a warning. */
function disallowed({ hot }: Move, cause: Problem): Problem {
	return nested('DisallowedMigrationDeviceAttached', hot ? cause : { ...cause, level: 'warning' });
}

function backingType(device: XmlValue): string {
	return typeof device === 'string' || Array.isArray(device) ? '' : typeOf(device.backing);
}

/** Why a backing cannot be reached from the destination. */
function inaccessible(device: XmlValue, level: Problem['level']): Problem {
	const backing = textAt(device, 'backing.fileName') ?? textAt(device, 'backing.deviceName') ?? '';
	const make = level === 'error' ? error : warning;
	return make(
		'CannotAccessVmDevice',
		`Device '${labelOf(device)}' uses backing '${backing}', which is not accessible.`,
		{ device: string(labelOf(device)), backing: string(backing), connected: boolean(isConnected(device)) },
	);
}

function remote(device: XmlValue): Problem {
	return error('RemoteDeviceNotSupported', `The remote device '${labelOf(device)}' is connected.`, {
		device: string(labelOf(device)),
		reason: undefined,
	});
}

function passThrough(move: Move, device: XmlValue): Problem[] {
	switch (typeOf(device)) {
		case 'VirtualPCIPassthrough':
			if (backingType(device).includes('Vmiop') && textAt(device, 'backing.migrateSupported') === 'true') return [];
			return [disallowed(move, unsupported(device))];
		case 'VirtualSriovEthernetCard':
			return [disallowed(move, unsupported(device))];
		case 'VirtualSCSIPassthrough':
			return [
				disallowed(
					move,
					error('RawDiskNotSupported', `The raw device '${labelOf(device)}' is attached.`, {
						device: string(labelOf(device)),
						reason: undefined,
					}),
				),
			];
		case 'VirtualUSB':
			if (textAt(device, 'connected') !== 'true' && !isConnected(device)) return [];
			if (backingType(device).includes('RemoteClient')) return move.hot ? [disallowed(move, remote(device))] : [];
			return [disallowed(move, inaccessible(device, 'error'))];
		default:
			return [];
	}
}

/** Drives and ports. Powered off they are not connected, and their backing is looked for at the next start. */
function removable(move: Move, device: XmlValue): Problem[] {
	if (!/^Virtual(Cdrom|Floppy|SerialPort|ParallelPort)$/.test(typeOf(device))) return [];
	const backing = backingType(device);
	if (/URI|ThinPrint/.test(backing)) return [];
	if (/^VirtualCdromIso|^VirtualFloppyImage/.test(backing)) return image(move, device);
	if (!move.hot || !isConnected(device)) return [];
	if (backing.includes('Remote')) return [disallowed(move, remote(device))];
	if (/Port(File|Pipe)/.test(backing))
		return [
			disallowed(
				move,
				error('FileBackedPortNotSupported', `The port '${labelOf(device)}' writes to a file of its host.`, {
					device: string(labelOf(device)),
					reason: undefined,
				}),
			),
		];
	return [disallowed(move, inaccessible(device, 'error'))];
}

/** An image on a datastore that the destination host does not see. Images of the host itself have no datastore. */
function image(move: Move, device: XmlValue): Problem[] {
	const datastore = textAt(device, 'backing.datastore');
	if (datastore === undefined || !move.crossVCenter) return [];
	return [inaccessible(device, move.hot && isConnected(device) ? 'error' : 'warning')];
}

function others(move: Move, device: XmlValue): Problem[] {
	switch (typeOf(device)) {
		case 'VirtualVmxnet3Vrdma':
			return [
				warning('VirtualEthernetCardNotSupported', `'${labelOf(device)}' needs RDMA on the destination host.`, {
					device: string(labelOf(device)),
					reason: undefined,
				}),
			];
		case 'VirtualPrecisionClock':
			return [{ ...unsupported(device), level: 'warning' }];
		case 'VirtualNVDIMM':
			return [unsupported(device)];
		default:
			return sharedBus(move, device);
	}
}

/** Clustered VMs: no storage change while powered on. */
function sharedBus(move: Move, device: XmlValue): Problem[] {
	const sharing = textAt(device, 'sharedBus');
	if (!move.hot || sharing === undefined || sharing === 'noSharing') return [];
	return [disallowed(move, unsupported(device, `its bus is shared (${sharing})`))];
}
