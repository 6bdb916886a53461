/**
 * Replaces the generated sections of a document: what stands between `<!-- generated:NAME -->` and its closing mark.
 * @throws Error when the document has no section of that name.
 */
export function withSections(document: string, sections: Readonly<Record<string, string>>): string {
	let text = document;
	for (const [name, content] of Object.entries(sections)) {
		const [open, close] = [`<!-- generated:${name} -->`, `<!-- /generated:${name} -->`];
		const start = text.indexOf(open);
		const end = text.indexOf(close);
		if (start < 0 || end < start) throw new Error(`the document has no section ${name}`);
		text = `${text.slice(0, start + open.length)}\n${content.trim()}\n${text.slice(end)}`;
	}
	return text;
}
