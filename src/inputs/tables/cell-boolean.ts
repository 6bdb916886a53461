import type { Cell } from '../../shared/tab.js';

/**
 * True and false as RVTools writes them and as spreadsheets in other languages write them when they save a file again:
 * German, French, Spanish, Italian, Portuguese, Dutch, Polish, Czech, Russian, Swedish, Danish, Norwegian, Finnish, Hungarian,
 * Turkish, Romanian, Catalan; and the yes and no of RVTools columns like `Upgradeable`.
 */
const TRUE = words(
	'true wahr vrai verdadero vero verdadeiro waar prawda pravda истина sant sand sann tosi igaz doğru adevărat cert yes 1',
);
const FALSE = words(
	'false falsch faux falso onwaar fałsz nepravda ложь falskt falsk usann epätosi hamis yanlış fals no 0',
);

/** The boolean in a cell: a real one, 1 or 0, or a word for it in any language of the list. Undefined for anything else. */
export function cellBoolean(cell: Cell | undefined): boolean | undefined {
	if (cell === undefined || typeof cell === 'boolean') return cell;
	// What RVTools itself writes, in every row of several columns: folding costs a hundred times this comparison.
	if (cell === 'True') return true;
	if (cell === 'False') return false;
	const word = folded(String(cell).trim());
	if (TRUE.has(word)) return true;
	return FALSE.has(word) ? false : undefined;
}

function words(list: string): ReadonlySet<string> {
	return new Set(list.split(' ').map(folded));
}

/** Case and marks folded, so that a Turkish capital I with or without dot makes no difference. */
function folded(word: string): string {
	return word.toLowerCase().normalize('NFD').replaceAll(/\p{M}/gu, '').replaceAll('ı', 'i');
}
