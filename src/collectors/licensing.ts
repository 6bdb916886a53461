import { booleanAt, listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type SheetContext,
	type SheetRow,
	type VimContext,
	type VimProperties,
} from './contract.js';
import { licenceId } from './read/licence-id.js';
import { isoTime, text, vimBoolean, vimNumber, vimText } from './read/vim.js';

const ASSIGNED = 'QueryAssignedLicenses';
/** Read-only accounts are refused both, and the list of licences. */
const PRIVILEGE = 'Global.Licenses';

/** Values of a licence's property list under one key. */
function values(license: VimProperties, key: string): XmlValue[] {
	return listAt(license.get('properties'))
		.filter((property) => textAt(property, 'key') === key)
		.flatMap((property) => listAt(property, 'value'));
}

/** Labels such as "vSphere vMotion", from `feature` properties of type KeyValue. */
function features(license: VimProperties): string[] | undefined {
	if (license.get('properties') === undefined) return undefined;
	return values(license, 'feature').flatMap((feature) => textAt(feature, 'value') ?? []);
}

/**
 * A licence that ends carries `expirationDate`. One without it never ends, when a live vCenter says so with its full property
 * list; in a recording the list may have been cut or invented, and the end is unknown (clarifications 6.2).
 */
function expires(license: VimProperties, context: VimContext): string | undefined {
	const date = values(license, 'expirationDate').flatMap((value) => textAt(value) ?? [])[0];
	const end = isoTime(date);
	if (end !== undefined) return end;
	const perpetual = context.recorded !== true && text(license, 'editionKey') !== 'eval' && date === undefined;
	return perpetual && values(license, 'feature').length > 0 ? 'never' : undefined;
}

/** Entities of each licence as QueryAssignedLicenses tells. */
function assignments(context: VimContext): readonly { entity: string; key: string }[] | undefined {
	const result = context.result(ASSIGNED);
	if (result === undefined) return undefined;
	return listAt(result, 'returnval').flatMap((assignment) => {
		const entity = textAt(assignment, 'entityId');
		const key = textAt(assignment, 'assignedLicense.licenseKey');
		return entity === undefined || key === undefined ? [] : [{ entity, key }];
	});
}

/** Keys of `Assigned License(s)`, of which a host may have several (vSphere, vSAN): the vSphere one counts. */
function assignedKey(row: SheetRow, context: SheetContext): string | undefined {
	const cell = row.text(LICENSES) ?? '';
	const keys = cell.match(LICENSE_KEY) ?? cell.split(/[,;\s]+/).filter((key) => key !== '');
	if (keys.length <= 1) return keys[0];
	const names = new Map(
		context.rows('vLicense').map((one) => [one.text('Key')?.toUpperCase(), one.text('Name') ?? '']),
	);
	return keys.find((key) => /vsphere|esx|vcf|cloud foundation/i.test(names.get(key.toUpperCase()) ?? '')) ?? keys[0];
}
const LICENSES = 'Assigned License(s)';
const LICENSE_KEY = /\b[A-Z0-9]{5}(?:-[A-Z0-9]{5}){4}\b/gi;

/** "Never", or a date. */
function sheetExpiry(row: SheetRow): string | undefined {
	const cell = row.text('Expiration Date');
	return cell !== undefined && /^never$/i.test(cell) ? 'never' : row.date('Expiration Date');
}

export default {
	concern: 'licensing',
	title: 'Licences: edition, features, expiry, assignment; vMotion capability of hosts',
	parts: [
		part('licenses', {
			name: {
				vim: { ...vimText('name'), privilege: PRIVILEGE },
				rvtools: { tab: 'vLicense', columns: ['Name'], one: (row) => row.text('Name') },
			},
			editionKey: { vim: vimText('editionKey') },
			features: {
				vim: { paths: ['properties'], read: features },
				rvtools: {
					tab: 'vLicense',
					columns: ['Features'],
					one: (row) =>
						row
							.text('Features')
							?.split(/[,;\n]/)
							.map((label) => label.trim())
							.filter((label) => label !== ''),
				},
			},
			costUnit: {
				vim: vimText('costUnit'),
				rvtools: { tab: 'vLicense', columns: ['Cost Unit'], one: (row) => row.text('Cost Unit') },
			},
			total: {
				vim: vimNumber('total'),
				rvtools: { tab: 'vLicense', columns: ['Total'], one: (row) => row.number('Total') },
			},
			used: {
				vim: vimNumber('used'),
				rvtools: { tab: 'vLicense', columns: ['Used'], one: (row) => row.number('Used') },
			},
			expires: {
				vim: { paths: ['properties', 'editionKey'], read: expires },
				rvtools: { tab: 'vLicense', columns: ['Expiration Date'], one: sheetExpiry },
			},
			assignedTo: {
				vim: {
					paths: ['licenseKey'],
					results: [ASSIGNED],
					privilege: PRIVILEGE,
					read: (license, context) =>
						assignments(context)
							?.filter(({ key }) => licenceId(key) === license.id)
							.map(({ entity }) => entity),
				},
				rvtools: {
					tab: 'vLicense',
					columns: ['Key'],
					one: (row, context) => {
						const key = row.text('Key')?.toUpperCase();
						if (key === undefined || !context.has('vHost', LICENSES)) return undefined;
						const hosts = context.rows('vHost').filter((host) => host.text(LICENSES)?.toUpperCase().includes(key));
						return hosts.flatMap((host) => context.idByName('hosts', host.text('Host|Name|Host Name') ?? '') ?? []);
					},
				},
			},
		}),
		part('hosts', {
			licenseKeyId: {
				vim: {
					paths: ['name'],
					results: [ASSIGNED],
					privilege: PRIVILEGE,
					read: (host, context) => {
						const key = assignments(context)?.find(({ entity }) => entity === host.id)?.key;
						return key === undefined ? undefined : licenceId(key);
					},
				},
				rvtools: {
					tab: 'vHost',
					columns: [LICENSES],
					one: (row, context) => {
						const key = assignedKey(row, context);
						return key === undefined ? undefined : licenceId(key);
					},
				},
			},
			vmotionSupported: {
				vim: vimBoolean('capability.vmotionSupported'),
				rvtools: { tab: 'vHost', columns: ['VMotion support'], one: (row) => row.boolean('VMotion support') },
			},
			storageVmotionSupported: {
				vim: {
					paths: ['capability.storageVMotionSupported'],
					read: (host) => booleanAt(host.get('capability.storageVMotionSupported')),
				},
				rvtools: {
					tab: 'vHost',
					columns: ['Storage VMotion support'],
					one: (row) => row.boolean('Storage VMotion support'),
				},
			},
		}),
	],
} satisfies Collector;
