import type { PhysicalNic } from '../model/inventory/host.js';
import { defined } from '../shared/defined.js';
import { at, booleanAt, listAt, numberAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type SheetRow, type VimProperties } from './contract.js';
import { decodeName, text } from './read/vim.js';

const PNICS = 'config.network.pnic';
const VSWITCHES = 'config.network.vswitch';
const PROXIES = 'config.network.proxySwitch';

/** Switch names by physical NIC key. */
function switches(host: VimProperties): ReadonlyMap<string, string> {
	const names = new Map<string, string>();
	for (const [path, name] of [
		[VSWITCHES, 'name'],
		[PROXIES, 'dvsName'],
	] as const)
		for (const one of listAt(host.get(path)))
			for (const pnic of listAt(one, 'pnic')) names.set(textAt(pnic) ?? '', decodeName(textAt(one, name) ?? ''));
	return names;
}

function pnics(host: VimProperties): PhysicalNic[] | undefined {
	if (host.get(PNICS) === undefined) return undefined;
	const names = switches(host);
	return listAt(host.get(PNICS)).map((pnic) => {
		// An unset link speed means that the link is down.
		const linkUp = at(pnic, 'linkSpeed') !== undefined;
		return defined({
			device: textAt(pnic, 'device') ?? '',
			linkUp,
			speedMbps: linkUp ? positive(numberAt(pnic, 'linkSpeed.speedMb')) : 0,
			fullDuplex: booleanAt(pnic, 'linkSpeed.duplex'),
			switch: names.get(textAt(pnic, 'key') ?? ''),
		}) as PhysicalNic;
	});
}

/** A link that is up and says no speed has an unknown one. */
function positive(speed: number | undefined): number | undefined {
	return speed !== undefined && speed > 0 ? speed : undefined;
}

const FIELDS = { device: 'Network Device', linkUp: 'Duplex', speedMbps: 'Speed', switch: 'Switch' };

/** `Duplex` holds "Link is down!" instead of a boolean when there is no link; `Speed` is blank then. */
function sheetNic(row: SheetRow): PhysicalNic {
	const down = /down/i.test(row.text('Duplex') ?? '');
	const speed = row.number('Speed');
	return defined({
		device: row.text(FIELDS.device) ?? '',
		linkUp: down ? false : speed === undefined ? undefined : speed > 0,
		speedMbps: down ? 0 : speed,
		fullDuplex: down ? undefined : row.boolean('Duplex'),
		switch: row.text('Switch'),
	}) as PhysicalNic;
}

/** ESXi before 6.7 has no enhanced mode; later ones say it of each switch (HostProxySwitch.ensEnabled). */
function enhancedSwitches(host: VimProperties): string[] | undefined {
	const told = listAt(host.get(PROXIES)).map((proxy) => ({
		name: decodeName(textAt(proxy, 'dvsName') ?? ''),
		enhanced: booleanAt(proxy, 'ensEnabled'),
	}));
	const silent = told.some(({ enhanced }) => enhanced === undefined);
	if (silent && !/^([1-5]\.|6\.[0-6])/.test(text(host, 'summary.config.product.version') ?? '')) return undefined;
	return told.flatMap(({ name, enhanced }) => (enhanced === true ? [name] : []));
}

export default {
	concern: 'physical-nic',
	title: 'Physical NICs: link, speed, switch',
	parts: [
		part('hosts', {
			physicalNics: {
				vim: { paths: [PNICS, VSWITCHES, PROXIES], weight: 'heavy', read: pnics },
				rvtools: {
					tab: 'vNIC',
					columns: ['Network Device', ...Object.values(FIELDS)],
					fields: FIELDS,
					many: (rows) => (rows.length === 0 ? undefined : rows.map(sheetNic)),
				},
				items: ['linkUp', 'speedMbps'],
			},
			enhancedSwitches: {
				vim: { paths: [PROXIES, PNICS, 'summary.config.product.version'], weight: 'heavy', read: enhancedSwitches },
			},
		}),
	],
} satisfies Collector;
