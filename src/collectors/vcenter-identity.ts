import { listAt, numberAt, textAt } from '../shared/xml-value.js';
import { anyPlace, type Collector, part, type VimContext } from './contract.js';
import { productVersion } from './read/product.js';
import { vimNumber, vimText } from './read/vim.js';

const SDK_TYPE = 'VI SDK Server type';

/** An advanced setting of vCenter. They need no privilege beyond reading, and are absent for restricted accounts. */
function setting(context: VimContext, key: string): string | undefined {
	for (const id of context.ids('OptionManager'))
		for (const option of listAt(context.property(id, 'setting')))
			if (textAt(option, 'key') === key) return textAt(option, 'value') || undefined;
	return undefined;
}

function anySetting(context: VimContext): boolean {
	return context.ids('OptionManager').some((id) => listAt(context.property(id, 'setting')).length > 0);
}
const SETTINGS = [{ type: 'OptionManager', paths: ['setting'] }];

const EXTENSIONS = { type: 'ExtensionManager', paths: ['extensionList'] };

/** Keys of extensions and the hosts of their URLs. Their texts, megabytes of them, are not kept. */
function extensionsOf(context: VimContext): { key: string; servers: string[] }[] | undefined {
	const [manager] = context.ids(EXTENSIONS.type);
	const list = manager === undefined ? undefined : context.property(manager, 'extensionList');
	if (list === undefined) return undefined;
	return listAt(list).map((extension) => ({
		key: textAt(extension, 'key') ?? '',
		servers: [...new Set(listAt(extension, 'server').flatMap((server) => hostOf(textAt(server, 'url')) ?? []))],
	}));
}

function hostOf(url: string | undefined): string | undefined {
	return url === undefined || !URL.canParse(url) ? undefined : new URL(url).hostname || undefined;
}

export default {
	concern: 'vcenter-identity',
	title: 'vCenter name, version, build, instance UUID, SSO domain, moves of virtual GPUs, registered products',
	parts: [
		part('vcenter', {
			name: {
				vim: {
					paths: ['content.about'],
					needs: SETTINGS,
					read: (_, context) => setting(context, 'VirtualCenter.FQDN') ?? setting(context, 'config.vpxd.hostnameUrl'),
				},
				rvtools: [
					{ tab: 'vSource', columns: ['VI SDK Server'], one: (row) => row.text('VI SDK Server') },
					{ tab: 'vInfo', columns: ['VI SDK Server'], one: (row) => row.text('VI SDK Server') },
				],
				agree: anyPlace,
			},
			version: {
				vim: vimText('content.about.version'),
				rvtools: [
					{ tab: 'vSource', columns: ['Version'], one: (row) => xyz(row.text('Version')) },
					{ tab: 'vSource', columns: ['Fullname'], one: (row) => productVersion(row.text('Fullname')).version },
					{ tab: 'vInfo', columns: [SDK_TYPE], one: (row) => productVersion(row.text(SDK_TYPE)).version },
				],
			},
			build: {
				vim: vimNumber('content.about.build'),
				rvtools: [
					{ tab: 'vSource', columns: ['Build'], one: (row) => row.number('Build') },
					{ tab: 'vSource', columns: ['Fullname'], one: (row) => productVersion(row.text('Fullname')).build },
					{ tab: 'vInfo', columns: [SDK_TYPE], one: (row) => productVersion(row.text(SDK_TYPE)).build },
				],
			},
			apiVersion: {
				vim: vimText('content.about.apiVersion'),
				rvtools: [
					{ tab: 'vSource', columns: ['API version'], one: (row) => row.text('API version') },
					{ tab: 'vInfo', columns: ['VI SDK API Version'], one: (row) => row.text('VI SDK API Version') },
				],
			},
			apiType: {
				vim: vimText('content.about.apiType'),
				rvtools: [
					{ tab: 'vSource', columns: ['API type'], one: (row) => row.text('API type') },
					{ tab: 'vInfo', columns: [SDK_TYPE], one: (row) => apiTypeOf(row.text(SDK_TYPE)) },
				],
			},
			instanceUuid: {
				vim: vimText('content.about.instanceUuid'),
				rvtools: [
					{ tab: 'vSource', columns: ['VI SDK UUID|vCenter UUID'], one: (row) => row.text('VI SDK UUID|vCenter UUID') },
					{ tab: 'vInfo', columns: ['VI SDK UUID|vCenter UUID'], one: (row) => row.text('VI SDK UUID|vCenter UUID') },
				],
				agree: sameText,
			},
			vgpuHotMigrate: {
				vim: {
					paths: ['content.about'],
					needs: SETTINGS,
					// The setting is absent until somebody makes it; that says "off" only where settings may be read at all.
					read: (_, context) => {
						const value = setting(context, 'vgpu.hotmigrate.enabled');
						return value === undefined && !anySetting(context) ? undefined : value?.toLowerCase() === 'true';
					},
				},
			},
			instanceId: {
				vim: {
					paths: ['content.about'],
					needs: SETTINGS,
					read: (_, context) => numberAt(setting(context, 'instance.id')),
				},
				optional: true,
			},
			extensions: {
				vim: {
					paths: ['content.about'],
					needs: [EXTENSIONS],
					read: (_, context) => extensionsOf(context),
				},
			},
			ssoDomain: {
				vim: {
					paths: ['content.about'],
					needs: SETTINGS,
					read: (_, context) => setting(context, 'config.vpxd.sso.default.admin')?.split('@')[1],
				},
			},
		}),
	],
} satisfies Collector;

/** x.y.z of a version that may have more parts. */
function xyz(version: string | undefined): string | undefined {
	return productVersion(version).version ?? version;
}

/** UUIDs are written in either case. */
function sameText(a: unknown, b: unknown): boolean {
	return String(a).toLowerCase() === String(b).toLowerCase();
}

/** A full name says whether it is a vCenter Server or a stand-alone host. */
function apiTypeOf(fullName: string | undefined): string | undefined {
	if (fullName === undefined) return undefined;
	if (/vCenter/i.test(fullName)) return 'VirtualCenter';
	return /ESXi?\b/i.test(fullName) ? 'HostAgent' : undefined;
}
