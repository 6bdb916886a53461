/**
 * A document of lists in pieces, one item of a list per line, so that no text grows beyond the longest string and files can be
 * compared line by line. Keys without a value are left out.
 */
export function* jsonPieces(document: object): Iterable<string> {
	let first = true;
	for (const [key, value] of Object.entries(document)) {
		if (value === undefined) continue;
		yield `${first ? '{\n' : ',\n'}${JSON.stringify(key)}: `;
		first = false;
		if (!Array.isArray(value) || value.length === 0) yield JSON.stringify(value);
		else {
			for (const [index, item] of value.entries()) yield `${index === 0 ? '[\n' : ',\n'}\t${JSON.stringify(item)}`;
			yield '\n]';
		}
	}
	yield '\n}\n';
}
