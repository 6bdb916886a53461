import type { Collector, Datum } from '../../collectors/contract.js';

/** What each kind of source can tell, a line per concern, from the declarations of the collectors (for the README). */
export function sourceTable(collectors: Iterable<Collector>): string {
	const lines = ['| concern | live vCenter, recording, mock | RVTools |', '|---|---|---|'];
	for (const collector of collectors) {
		const data = collector.parts.flatMap((part) => Object.entries(part.data));
		lines.push(`| ${collector.title} | ${share(data, 'vim')} | ${share(data, 'rvtools')} |`);
	}
	return lines.join('\n');
}

function share(data: readonly [string, Datum][], source: 'vim' | 'rvtools'): string {
	const without = data.filter(([, datum]) => datum[source] === undefined).map(([name]) => `\`${name}\``);
	if (without.length === 0) return '●';
	return without.length === data.length ? '' : `● without ${[...new Set(without)].join(', ')}`;
}

/** The same, datum by datum, with where each is read (`docs/sources.md`). */
export function sourceReference(collectors: Iterable<Collector>): string {
	const lines = [
		'# What each source can answer',
		'',
		'Written by `npm run generate` from the collectors. `volatile` data change by the hour and stop counting after `policy.maxAge`.',
	];
	const privileges = new Set(['System.Read', 'System.View']);
	for (const collector of collectors) {
		lines.push('', `## ${collector.title}`, '', '| datum | vSphere API | RVTools |', '|---|---|---|');
		for (const { collection, data } of collector.parts) {
			for (const [name, datum] of Object.entries(data)) {
				const places = [datum.rvtools ?? []].flat().map((place) => `${place.tab}: ${place.columns.join(', ')}`);
				const vim = [datum.vim ?? []].flat();
				for (const { privilege } of vim) if (privilege !== undefined) privileges.add(privilege);
				const paths = vim.flatMap(({ paths, results = [] }) => [...paths, ...results]).map((path) => `\`${path}\``);
				lines.push(
					`| \`${collection}.${name}\`${datum.volatile ? ' volatile' : ''} | ${paths.join(', ')} | ${places.join('; ').replaceAll('|', ' or ')} |`,
				);
			}
		}
	}
	lines.push(
		'',
		'## Privileges',
		'',
		`A live read needs ${[...privileges].sort().join(', ')} at the root of the inventory, propagated.`,
	);
	return `${lines.join('\n')}\n`;
}
