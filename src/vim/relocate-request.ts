import { leaf, type Reference, referenceTo } from './soap.js';

/** Where the destination vCenter is and how the source vCenter logs in there (ServiceLocator). */
export interface ServiceLocator {
	readonly instanceUuid: string;
	/** `https://host[:port]` */
	readonly url: string;
	readonly credential:
		| { readonly kind: 'password'; readonly username: string; readonly password: string }
		| { readonly kind: 'token'; readonly token: string };
	/** SHA-1 with colons: the only digest that the field takes. */
	readonly sslThumbprint: string;
	/** PEM; sent to API 9.0 and later, where it supersedes the thumbprint. */
	readonly sslCertificate?: string;
}

/** The new backing of a NIC, and what identifies the NIC: a relocation may change nothing else of it. */
export interface NicChange {
	/** `VirtualVmxnet3` */
	readonly type: string;
	readonly key: string;
	readonly controllerKey?: string;
	readonly unitNumber?: string;
	readonly addressType?: string;
	readonly macAddress?: string;
	readonly backing:
		| { readonly network: string; readonly networkId: string }
		| { readonly switchUuid: string; readonly portgroup: string };
}

/** What VirtualMachineRelocateSpec says; references are those of the destination, device keys those of the source. */
export interface RelocateSpec {
	readonly service: ServiceLocator;
	readonly folder?: Reference;
	readonly datastore?: Reference;
	readonly pool?: Reference;
	readonly host?: Reference;
	readonly disks: readonly { readonly key: string; readonly datastore: Reference }[];
	readonly nics: readonly NicChange[];
}

/** Parameters of `CheckRelocate_Task` in schema order. Without `testType` every test that applies is made. */
export function checkRelocateParameters(vm: Reference, spec: RelocateSpec): string {
	const { folder, datastore, pool, host, disks, nics } = spec;
	return (
		referenceTo('vm', vm) +
		'<spec>' +
		locator(spec.service) +
		(folder ? referenceTo('folder', folder) : '') +
		(datastore ? referenceTo('datastore', datastore) : '') +
		(pool ? referenceTo('pool', pool) : '') +
		(host ? referenceTo('host', host) : '') +
		disks
			.map(({ key, datastore: to }) => `<disk>${leaf('diskId', key)}${referenceTo('datastore', to)}</disk>`)
			.join('') +
		nics.map(nicChange).join('') +
		'</spec>'
	);
}

function locator({ instanceUuid, url, credential, sslThumbprint, sslCertificate }: ServiceLocator): string {
	const login =
		credential.kind === 'password'
			? `<credential xsi:type="ServiceLocatorNamePassword">${leaf('username', credential.username)}${leaf('password', credential.password)}</credential>`
			: `<credential xsi:type="ServiceLocatorSAMLCredential">${leaf('token', credential.token)}</credential>`;
	return (
		`<service>${leaf('instanceUuid', instanceUuid)}${leaf('url', url)}${login}${leaf('sslThumbprint', sslThumbprint)}` +
		`${sslCertificate === undefined ? '' : leaf('sslCertificate', sslCertificate)}</service>`
	);
}

function nicChange({ type, key, backing, controllerKey, unitNumber, addressType, macAddress }: NicChange): string {
	const optional = (name: string, value: string | undefined) => (value === undefined ? '' : leaf(name, value));
	const to =
		'network' in backing
			? `<backing xsi:type="VirtualEthernetCardNetworkBackingInfo">${leaf('deviceName', backing.network)}${referenceTo('network', { type: 'Network', id: backing.networkId })}</backing>`
			: `<backing xsi:type="VirtualEthernetCardDistributedVirtualPortBackingInfo"><port>${leaf('switchUuid', backing.switchUuid)}${leaf('portgroupKey', backing.portgroup)}</port></backing>`;
	return (
		`<deviceChange><operation>edit</operation><device xsi:type="${type.replace(/\W/g, '')}">${leaf('key', key)}${to}` +
		`${optional('controllerKey', controllerKey)}${optional('unitNumber', unitNumber)}` +
		`${optional('addressType', addressType)}${optional('macAddress', macAddress)}</device></deviceChange>`
	);
}
