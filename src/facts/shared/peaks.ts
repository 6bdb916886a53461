/** What moves put on one place. Fractions where a VM may land on several. */
export interface Load {
	readonly moves: number;
	readonly points: number;
}
export interface Share extends Load {
	readonly key: string;
}

/**
 * The highest load on each place while `atOnce` consecutive items are under way, in whole moves. Linear in the number of shares.
 */
export function peaks<T>(items: readonly T[], atOnce: number, sharesOf: (item: T) => readonly Share[]) {
	const now = new Map<string, { moves: number; points: number }>();
	const peak = new Map<string, Load>();
	const shares: (readonly Share[])[] = [];
	for (const [index, item] of items.entries()) {
		for (const { key, moves, points } of shares[index - atOnce] ?? []) add(now, key, -moves, -points);
		const own = sharesOf(item);
		shares.push(own);
		for (const { key, moves, points } of own) {
			const load = add(now, key, moves, points);
			if (load.points > (peak.get(key)?.points ?? 0)) peak.set(key, { ...load });
		}
	}
	return new Map([...peak].map(([key, load]) => [key, whole(load)]));
}

function add(now: Map<string, { moves: number; points: number }>, key: string, moves: number, points: number) {
	const load = now.get(key) ?? { moves: 0, points: 0 };
	load.moves += moves;
	load.points += points;
	now.set(key, load);
	return load;
}

/** Rounded to a thousandth, since sums of thirds are not exact, then up to whole moves of the same cost each. */
function whole({ moves, points }: Load): Load {
	const near = (value: number) => Math.round(value * 1000) / 1000;
	const count = Math.ceil(near(moves));
	return { moves: count, points: near(moves) === 0 ? 0 : near((points / moves) * count) };
}
