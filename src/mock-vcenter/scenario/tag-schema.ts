import { type Static, Type } from 'typebox';

const o = Type.Optional;
const closed = { additionalProperties: false } as const;

const TagSpec = Type.Object(
	{
		name: Type.String(),
		description: o(Type.String()),
		/** Names (globs) of the objects that carry it. */
		on: o(Type.Array(Type.String(), { minItems: 1 })),
	},
	closed,
);
export type TagSpec = Static<typeof TagSpec>;

/** A tag category with its tags. */
export const TagCategorySpec = Type.Object(
	{
		category: Type.String(),
		description: o(Type.String()),
		/** Whether an object may carry several tags of it. */
		multiple: o(Type.Boolean()),
		/** vim25 types that may carry its tags; all of the inventory when absent. */
		types: o(Type.Array(Type.String(), { minItems: 1 })),
		tags: Type.Array(TagSpec),
	},
	closed,
);
export type TagCategorySpec = Static<typeof TagCategorySpec>;
