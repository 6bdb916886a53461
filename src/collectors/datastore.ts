import { booleanAt, listAt, numberAt, textAt } from '../shared/xml-value.js';
import {
	type Collector,
	part,
	type RvtoolsDatum,
	type SheetContext,
	type SheetRow,
	type VimProperties,
} from './contract.js';
import { lastOfUrl, nasBacking } from './read/datastore-path.js';
import { MIB, nameOf, text, vimBoolean, vimNumber, vimText } from './read/vim.js';

function mebibytes(column: string): RvtoolsDatum {
	return {
		tab: 'vDatastore',
		columns: [column],
		one: (row: SheetRow) => {
			const size = row.number(column);
			return size === undefined ? undefined : size * MIB;
		},
	};
}

/** What is behind a datastore, comparable across vCenters (clarifications 6.1). */
function vimBacking(datastore: VimProperties): string | undefined {
	const info = datastore.get('info');
	const vmfs = textAt(info, 'vmfs.uuid');
	if (vmfs !== undefined && vmfs !== '') return vmfs;
	const host = textAt(info, 'nas.remoteHost');
	const path = textAt(info, 'nas.remotePath');
	if (host !== undefined && path !== undefined && host !== '') return nasBacking(host, path);
	return lastOfUrl(text(datastore, 'summary.url'));
}

function sheetBacking(row: SheetRow): string | undefined {
	const address = /^([^:/]+):(\/.*)$/.exec(row.text('Address') ?? '');
	if (row.text('Type')?.toUpperCase().startsWith('NFS') && address !== null)
		return nasBacking(address[1]!, address[2]!);
	return lastOfUrl(row.text('URL'));
}

function hostIds(row: SheetRow, context: SheetContext): string[] | undefined {
	const names = row.text('Hosts')?.split(/[,;]/);
	return names?.flatMap((name) => context.idByName('hosts', name.trim()) ?? []);
}

/** A host with a path to the datastore that its own list of hosts does not name contradicts the list (clarifications 5.9). */
function otherHosts(value: unknown, rows: readonly SheetRow[], context: SheetContext): string | undefined {
	const hosts = new Set(value as string[]);
	for (const row of rows) {
		const name = row.text('Host');
		const id = name === undefined ? undefined : context.idByName('hosts', name);
		if (id !== undefined && !hosts.has(id))
			return `${name} has a path (vMultiPath), but is not among Hosts (vDatastore)`;
	}
	return undefined;
}

/** Servers write 0 and -1 for limits that they do not know. */
const positive = (size: number | undefined): number | undefined => (size !== undefined && size > 0 ? size : undefined);

export default {
	concern: 'datastore',
	title: 'Datastores: type, backing, capacity, free space, hosts, maintenance',
	parts: [
		part('datastores', {
			type: {
				vim: vimText('summary.type'),
				rvtools: { tab: 'vDatastore', columns: ['Type'], one: (row) => row.text('Type') },
			},
			url: {
				vim: vimText('summary.url'),
				rvtools: { tab: 'vDatastore', columns: ['URL'], one: (row) => row.text('URL') },
			},
			backingId: {
				vim: { paths: ['info', 'summary.url'], read: vimBacking },
				rvtools: { tab: 'vDatastore', columns: ['URL|Address', 'URL', 'Address', 'Type'], one: sheetBacking },
			},
			vmfsVersion: {
				vim: { paths: ['info'], read: (datastore) => numberAt(datastore.get('info'), 'vmfs.majorVersion') },
				rvtools: { tab: 'vDatastore', columns: ['Major Version'], one: (row) => row.number('Major Version') },
				optional: true,
			},
			maxDiskBytes: {
				vim: {
					paths: ['info'],
					read: (datastore) => positive(numberAt(datastore.get('info'), 'maxVirtualDiskCapacity')),
				},
				optional: true,
			},
			maxMemoryFileBytes: {
				vim: { paths: ['info'], read: (datastore) => positive(numberAt(datastore.get('info'), 'maxMemoryFileSize')) },
				optional: true,
			},
			perFileThin: { vim: vimBoolean('capability.perFileThinProvisioningSupported'), optional: true },
			sectorFormats: {
				vim: {
					paths: ['info'],
					read: (datastore) => {
						const formats = listAt(datastore.get('info'), 'supportedVDiskFormats').flatMap((one) => textAt(one) ?? []);
						return formats.length > 0 ? formats : undefined;
					},
				},
				optional: true,
			},
			capacityBytes: { vim: vimNumber('summary.capacity'), rvtools: mebibytes('Capacity MiB') },
			freeBytes: { vim: vimNumber('summary.freeSpace'), rvtools: mebibytes('Free MiB'), volatile: true },
			provisionedBytes: {
				vim: {
					paths: ['summary.capacity', 'summary.freeSpace', 'summary.uncommitted'],
					read: (datastore) => {
						const capacity = numberAt(datastore.get('summary.capacity'));
						const free = numberAt(datastore.get('summary.freeSpace'));
						const uncommitted = numberAt(datastore.get('summary.uncommitted'));
						if (capacity === undefined || free === undefined || uncommitted === undefined) return undefined;
						const provisioned = capacity - free + uncommitted;
						return provisioned < 0 ? undefined : provisioned;
					},
				},
				rvtools: mebibytes('Provisioned MiB'),
				volatile: true,
			},
			accessible: {
				vim: vimBoolean('summary.accessible'),
				rvtools: { tab: 'vDatastore', columns: ['Accessible'], one: (row) => row.boolean('Accessible') },
				volatile: true,
			},
			maintenanceMode: { vim: vimText('summary.maintenanceMode'), volatile: true },
			hosts: {
				vim: {
					paths: ['host'],
					read: (datastore) =>
						datastore.get('host') === undefined
							? undefined
							: listAt(datastore.get('host'))
									.filter((mount) => booleanAt(mount, 'mountInfo.mounted') !== false)
									.flatMap((mount) => textAt(mount, 'key') ?? []),
				},
				rvtools: { tab: 'vDatastore', columns: ['Hosts'], one: hostIds },
				witnesses: [{ tab: 'vMultiPath', columns: ['Host'], contradiction: otherHosts }],
			},
			unreachedBy: {
				vim: {
					paths: ['host'],
					read: (datastore) =>
						datastore.get('host') === undefined
							? undefined
							: listAt(datastore.get('host'))
									.filter((mount) => booleanAt(mount, 'mountInfo.accessible') === false)
									.flatMap((mount) => textAt(mount, 'key') ?? []),
				},
				volatile: true,
				optional: true,
			},
			datastoreCluster: {
				vim: {
					paths: ['parent'],
					needs: [{ type: 'StoragePod', paths: ['name'] }],
					read: (datastore, context) => {
						const parent = text(datastore, 'parent');
						return parent !== undefined && context.typeOf(parent) === 'StoragePod'
							? nameOf(context, parent)
							: undefined;
					},
				},
				rvtools: { tab: 'vDatastore', columns: ['Cluster name'], one: (row) => row.text('Cluster name') },
				optional: true,
			},
		}),
		part('hosts', {
			datastores: {
				vim: {
					paths: ['datastore'],
					read: (host) => {
						const list = host.get('datastore');
						return list === undefined ? undefined : listAt(list).flatMap((one) => textAt(one) ?? []);
					},
				},
				// The rows of vDatastore that list the host.
				rvtools: {
					tab: 'vDatastore',
					columns: ['Hosts', 'Name'],
					many: (rows, context) =>
						rows.length === 0
							? undefined
							: rows.flatMap((row) => context.idByName('datastores', row.text('Name') ?? '') ?? []),
				},
			},
		}),
	],
} satisfies Collector;
