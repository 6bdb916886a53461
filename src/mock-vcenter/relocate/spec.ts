import { at, listAt, numberAt, textAt, typeOf, type XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';

/** Where a ServiceLocator leads to, and how to log in there. */
export interface Locator {
	readonly instanceUuid: string | undefined;
	readonly url: string | undefined;
	/** Type of the credential, `ServiceLocatorNamePassword` or `ServiceLocatorSAMLCredential`. */
	readonly credential: string;
	readonly username: string | undefined;
	readonly password: string | undefined;
	/** A SAML token, instead of user and password. */
	readonly token: string | undefined;
	readonly sslThumbprint: string | undefined;
	/** PEM, from API 9.0 on. */
	readonly sslCertificate: string | undefined;
}

/** A device of the VM that is to be changed on the way. */
export interface DeviceChange {
	readonly operation: string;
	readonly device: XmlValue;
}

/** VirtualMachineRelocateSpec. References are those of the destination, device keys those of the VM. */
export interface RelocateSpec {
	readonly service: Locator | undefined;
	readonly folder: Reference | undefined;
	readonly pool: Reference | undefined;
	readonly host: Reference | undefined;
	readonly datastore: Reference | undefined;
	/** Datastore by device key of the disk. */
	readonly disks: ReadonlyMap<number, Reference>;
	readonly deviceChanges: readonly DeviceChange[];
}

/** Reads the `spec` of a request. */
export function readSpec(spec: XmlValue | undefined): RelocateSpec {
	const service = at(spec, 'service');
	return {
		service: service === undefined ? undefined : readLocator(service),
		folder: refAt(spec, 'folder'),
		pool: refAt(spec, 'pool'),
		host: refAt(spec, 'host'),
		datastore: refAt(spec, 'datastore'),
		disks: new Map(
			listAt(spec, 'disk').flatMap((disk) => {
				const datastore = refAt(disk, 'datastore');
				const key = numberAt(disk, 'diskId');
				return datastore === undefined || key === undefined ? [] : [[key, datastore] as const];
			}),
		),
		deviceChanges: listAt(spec, 'deviceChange').map((change) => ({
			operation: textAt(change, 'operation') ?? '',
			device: at(change, 'device') ?? '',
		})),
	};
}

function readLocator(service: XmlValue): Locator {
	return {
		instanceUuid: textAt(service, 'instanceUuid'),
		url: textAt(service, 'url'),
		credential: typeOf(at(service, 'credential')),
		username: textAt(service, 'credential.username'),
		password: textAt(service, 'credential.password'),
		token: textAt(service, 'credential.token'),
		sslThumbprint: textAt(service, 'sslThumbprint'),
		sslCertificate: textAt(service, 'sslCertificate'),
	};
}

/** A managed object reference in what a vCenter or a client said. */
export function refAt(value: XmlValue | undefined, path = ''): Reference | undefined {
	return asReference(at(value, path));
}

export function asReference(value: XmlValue | undefined): Reference | undefined {
	const id = textAt(value);
	if (value === undefined || typeof value === 'string' || Array.isArray(value)) return undefined;
	return id === undefined || value.$ref === undefined ? undefined : { type: value.$ref, id };
}
