import { Type } from 'typebox';
import { MISSING_REASONS } from '../coverage.js';

/** Bytes: a finite number from zero up. */
export const Bytes = Type.Number({ minimum: 0 });

/**
 * Notes that any object of an inventory may carry beside its data:
 * `gaps` names data of this object that are missing for another reason than the collection's usual one;
 * `declared` names data that a person vouched for, with the evidence given (never written to an inventory file);
 * `filledBy` names data that another input of the same vCenter filled in, with that input and its age (`*`: the whole object).
 */
export const notes = {
	gaps: Type.Optional(Type.Record(Type.String(), Type.Enum([...MISSING_REASONS]))),
	declared: Type.Optional(Type.Record(Type.String(), Type.String())),
	filledBy: Type.Optional(Type.Record(Type.String(), Type.String())),
};

/** Of the privileges that a move asks for here, those of the account that read the vCenter; absent when it was not asked. */
export const privileges = { privileges: Type.Optional(Type.Array(Type.String())) };
