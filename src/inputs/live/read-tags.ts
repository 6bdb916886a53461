import type { XmlValue } from '../../shared/xml-value.js';
import type { AskRest } from '../../vim/rest-session.js';

/** Tags whose objects are asked for at a time. */
const CHUNK = 50;

/**
 * Reads which objects carry which tags, as the result `ListTagged` that collectors read: `returnval` elements with an `object` and
 * its `tag` names. What the server answers in another shape is left out.
 */
export async function readTags(ask: AskRest): Promise<XmlValue> {
	const ids = texts(await ask('listTags'));
	const names = new Map<string, string>();
	await Promise.all(
		ids.map(async (id) => {
			const tag = (await ask('getTag', { id })) as { name?: unknown } | undefined;
			if (typeof tag?.name === 'string') names.set(id, tag.name);
		}),
	);
	const byObject = new Map<string, string[]>();
	for (let start = 0; start < ids.length; start += CHUNK)
		for (const { tag, object } of attached(
			await ask('listTagged', { body: { tag_ids: ids.slice(start, start + CHUNK) } }),
		)) {
			const name = names.get(tag);
			if (name !== undefined) byObject.set(object, [...(byObject.get(object) ?? []), name]);
		}
	return { returnval: [...byObject].map(([object, tag]) => ({ object, tag })) };
}

function attached(answer: unknown): { tag: string; object: string }[] {
	return list(answer).flatMap((entry) => {
		const { tag_id: tag, object_ids: objects } = entry as { tag_id?: unknown; object_ids?: unknown };
		if (typeof tag !== 'string') return [];
		return list(objects).flatMap((object) => {
			const { id } = object as { id?: unknown };
			return typeof id === 'string' ? { tag, object: id } : [];
		});
	});
}

function texts(answer: unknown): string[] {
	return list(answer).filter((item): item is string => typeof item === 'string');
}

function list(value: unknown): unknown[] {
	return Array.isArray(value) ? value.filter((item) => item !== null) : [];
}
