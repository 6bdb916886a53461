import { Type } from 'typebox';
import { checkExpression, type Expectation, SEVERITY_CONDITION } from '../../../src/engine/cel/check.js';
import { compileExpression } from '../../../src/engine/cel/compile.js';
import { Environments } from '../../../src/engine/cel/environment.js';
import { type Answers, type Evidence, Recorder } from '../../../src/engine/cel/recorder.js';
import { RuleDefect, type State } from '../../../src/engine/cel/state.js';
import { SLOT } from '../../../src/engine/subjects/variables.js';
import type { Fact } from '../../../src/model/fact.js';
import { fact } from '../../../src/model/fact.js';

const o = Type.Optional;
const Item = Type.Object({ b: o(Type.Boolean()), n: o(Type.Number()), s: o(Type.String()) });
/** A fact with a field of every type, any of which may be missing. */
const everything = fact({
	subjects: ['vm'],
	schema: Type.Object({
		b: o(Type.Boolean()),
		c: o(Type.Boolean()),
		n: o(Type.Number()),
		m: o(Type.Number()),
		s: o(Type.String()),
		t: o(Type.String()),
		names: o(Type.Array(Type.String())),
		numbers: o(Type.Array(Type.Number())),
		items: o(Type.Array(Item)),
		map: o(Type.Record(Type.String(), Type.Number())),
		group: o(Item),
	}),
	derive: () => ({ value: {} }),
});
const environments = new Environments(new Map<string, Fact>([['x', everything as unknown as Fact]]));
export const DEFECT = 'defect';
const ANY: Expectation = {
	...SEVERITY_CONDITION,
	types: ['bool', 'double', 'string', 'list<string>', 'list<double>', 'list<bool>'],
};

const answers: Answers = { canTell: () => true, canTellNamed: () => true };

/** A state in which `x` has these values, and `vm` these. */
function stateOf(values: object, vm: object = {}): State {
	const slots: unknown[] = [];
	slots[SLOT.vm] = vm;
	slots[SLOT.plan] = { move: 'hot', link: {} };
	slots[SLOT.policy] = {};
	return { slots, loops: [], side: 'source', steps: 0, recorder: undefined, fact: () => ({ value: values }) };
}

/** The value of an expression over `x`: undefined is unknown, `DEFECT` a defect of the rule. */
export function value(text: string, values: object = {}, vm: object = {}): unknown {
	const env = environments.for(['vm']);
	const { run } = compileExpression(env, checkExpression(env, text, ANY));
	try {
		return run(stateOf(values, vm));
	} catch (thrown) {
		if (thrown instanceof RuleDefect) return DEFECT;
		throw thrown;
	}
}

/** What an expression read. */
export function evidence(text: string, values: object = {}, vm: object = {}): Evidence {
	const env = environments.for(['vm']);
	const { run } = compileExpression(env, checkExpression(env, text, ANY));
	const state = stateOf(values, vm);
	state.recorder = new Recorder(answers);
	const { recorder } = state;
	run(state);
	return recorder.evidence();
}

/** The message that refuses an expression, and where. */
export function refusal(text: string, expectation: Expectation = ANY): string {
	const env = environments.for(['vm']);
	try {
		compileExpression(env, checkExpression(env, text, expectation));
		return 'accepted';
	} catch (thrown) {
		const { message, offset } = thrown as { message: string; offset?: number };
		return `${offset}: ${message}`;
	}
}
