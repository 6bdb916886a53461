import { type Static, Type } from 'typebox';
import { UserError } from '../shared/errors.js';
import { readDocument } from './read-document.js';
import { validate } from './validate.js';

const closed = { additionalProperties: false } as const;

/** A waiver file (clarifications 7.8). */
export const WaiversDocument = Type.Object(
	{
		version: Type.Literal(1),
		waivers: Type.Array(
			Type.Object(
				{
					rule: Type.String({ minLength: 1 }),
					subject: Type.String({ minLength: 1 }),
					outcome: Type.Optional(Type.Enum(['fail', 'unknown'])),
					reason: Type.String({ minLength: 1 }),
					approvedBy: Type.String({ minLength: 1 }),
					expires: Type.Optional(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$' })),
				},
				closed,
			),
		),
	},
	{ ...closed, $id: 'waivers' },
);
export type WaiversDocument = Static<typeof WaiversDocument>;

/** A waiver with `fail` filled in and the place where it stands, in the shape that the engine takes. */
export interface ReadWaiver {
	readonly rule: string;
	readonly subject: string;
	readonly outcome: 'fail' | 'unknown';
	readonly reason: string;
	readonly approvedBy: string;
	readonly expires?: string;
	readonly where: string;
}

/**
 * Reads the waivers that a plan names.
 * @throws UserError for a pattern as `rule`, `*` alone as `subject`, or a date that does not exist.
 */
export async function readWaivers(file: string): Promise<readonly ReadWaiver[]> {
	const document = await readDocument(file, 'the waivers');
	const { waivers } = await validate(document, WaiversDocument, 'the waivers');
	return waivers.map((waiver, index) => {
		const place = (key: string) => document.where(['waivers', index, key]);
		if (/[*?[\]{}]/.test(waiver.rule))
			throw new UserError('waiver-pattern', `${place('rule')}: a waiver names one rule by its id, not a pattern.`);
		if (/^[*\s]+$/.test(waiver.subject))
			throw new UserError('waiver-pattern', `${place('subject')}: a waiver for every subject is refused.`, {
				suggestions: ['Name the objects, or a pattern such as app-*.'],
			});
		if (waiver.expires !== undefined && !isDate(waiver.expires))
			throw new UserError('waiver-date', `${place('expires')}: "${waiver.expires}" is not a date.`, {
				suggestions: ['Write a day of the calendar such as 2026-12-31; it counts to its end, UTC.'],
			});
		return { outcome: 'fail', ...waiver, where: place('rule') };
	});
}

/** Whether a text is a day of the calendar: `2026-02-31` is none, although dates are read from it. */
export function isDate(text: string): boolean {
	if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return false;
	const time = Date.parse(text);
	return !Number.isNaN(time) && new Date(time).toISOString().startsWith(text);
}
