import { textAt, type XmlValue } from '../../shared/xml-value.js';
import type { Reference } from '../../vim/soap.js';
import { type Data, data, list, ref } from '../wire/value.js';
import { datastoreProblems } from './checks/datastores.js';
import { deviceProblems } from './checks/devices.js';
import { encryptionProblems } from './checks/encryption.js';
import { hostProblems, sourceHostProblems } from './checks/hosts.js';
import { destinationLicenceProblems, sourceLicenceProblems } from './checks/licences.js';
import { nicProblems } from './checks/nics.js';
import { nameProblems, resourceProblems } from './checks/resources.js';
import { stateProblems } from './checks/state.js';
import { vmotionNameProblems, vmotionProblems } from './checks/vmotion.js';
import { gather, readSource, readVm } from './gather.js';
import { withDestination } from './locator.js';
import { type Move, older, text } from './move.js';
import { badArgument, error, nameOf, type Problem } from './problem.js';
import type { Read, Reader } from './reader.js';
import type { RelocateSpec } from './spec.js';

/** CheckTestType: which questions a client asks. */
export type TestType = 'sourceTests' | 'hostTests' | 'resourcePoolTests' | 'datastoreTests' | 'networkTests';
export const TEST_TYPES: readonly TestType[] = [
	'sourceTests',
	'hostTests',
	'resourcePoolTests',
	'datastoreTests',
	'networkTests',
];

/** The oldest release that takes part in moves between vCenters of different SSO domains. */
const OLDEST_PEER = '6.5';

type Check = (move: Move) => readonly Problem[] | Promise<readonly Problem[]>;
const CHECKS: Readonly<Record<TestType, readonly Check[]>> = {
	sourceTests: [
		releaseProblems,
		sourceHostProblems,
		stateProblems,
		deviceProblems,
		sourceLicenceProblems,
		(move) => vmotionProblems(move, move.source),
		encryptionProblems,
	],
	hostTests: [
		hostProblems,
		destinationLicenceProblems,
		(move) => vmotionProblems(move, move.destination),
		vmotionNameProblems,
	],
	resourcePoolTests: [resourceProblems, nameProblems],
	datastoreTests: [datastoreProblems],
	networkTests: [nicProblems],
};

/** A question of CheckRelocate_Task. */
export interface Question {
	readonly vm: Reference;
	readonly spec: RelocateSpec;
	/** All when empty. */
	readonly tests: ReadonlySet<TestType>;
}

/**
 * Answers CheckRelocate_Task: CheckResults, one per host that comes into question.
 * @throws VimFault when the VM does not exist or its state allows no question.
 */
export async function checkRelocate(source: Reader, question: Question): Promise<Data[]> {
	const { spec, tests } = question;
	const vm = await readVm(source, question.vm);
	if (text(vm, 'config.template') === 'true')
		return [result(vm, undefined, [error('NotSupported', `${nameOf(vm)} is a template.`)])];
	if (spec.service === undefined) return answer(source, vm, spec, source, tests);
	if (sameVCenter(source.about, spec)) return [result(vm, undefined, [badArgument('spec.service.instanceUuid')])];
	const reached = await withDestination(spec.service, (destination) => answer(source, vm, spec, destination, tests));
	return 'result' in reached ? reached.result : [result(vm, undefined, [reached.problem])];
}

function sameVCenter(about: XmlValue, { service }: RelocateSpec): boolean {
	return service?.instanceUuid?.toLowerCase() === textAt(about, 'instanceUuid')?.toLowerCase();
}

async function answer(
	source: Reader,
	vm: Read,
	spec: RelocateSpec,
	destination: Reader,
	tests: ReadonlySet<TestType>,
): Promise<Data[]> {
	const from = await readSource(source, vm);
	if (from === undefined) return [result(vm, undefined, [error('InvalidState', `${nameOf(vm)} has no host.`)])];
	const { problems, moves } = await gather(vm, from, spec, destination);
	if (moves.length === 0) return [result(vm, undefined, problems)];
	const wanted = TEST_TYPES.filter((test) => tests.size === 0 || tests.has(test));
	return Promise.all(
		moves.map(async (move) => {
			const found = await Promise.all(wanted.flatMap((test) => CHECKS[test].map((check) => check(move))));
			return result(vm, move.destination.host, [...problems, ...found.flat()]);
		}),
	);
}

function releaseProblems({ crossVCenter, source, destination }: Move): Problem[] {
	if (!crossVCenter) return [];
	return [source, destination]
		.filter(({ vcenterVersion }) => older(vcenterVersion, OLDEST_PEER))
		.map(({ vcenterVersion }) =>
			error('NotSupported', `vCenter Server ${vcenterVersion} takes no part in migrations between vCenter Servers.`),
		);
}

function result(vm: Read, host: Read | undefined, problems: readonly Problem[]): Data {
	const faults = (level: Problem['level']) =>
		list(
			'LocalizedMethodFault',
			problems.filter((problem) => problem.level === level).map(({ fault }) => fault.value()),
		);
	return data('CheckResult', {
		vm: ref(vm),
		host: host === undefined ? undefined : ref(host),
		warning: faults('warning'),
		error: faults('error'),
	});
}
