import { listAt, textAt } from '../shared/xml-value.js';
import { type Collector, part, type VimProperties } from './contract.js';

const LIBRARY_ITEM = 'config.contentLibItemInfo';
const CONSTRAINTS = 'config.extensionCompatibilityConstraint';
/** Always set where the configuration was read, so that releases that do not know the other property show that it is unset. */
const READ = 'config.template';

/** `SERVICE INVARIANT`: type and kind of what an extension asks for (API 9.1, VirtualMachineExtensionCompatibilityConstraint). */
function constraints(vm: VimProperties): string[] {
	return listAt(vm.get(CONSTRAINTS), 'constraint').map((one) =>
		[textAt(one, 'constraintType'), textAt(one, 'constraintKind')].filter(Boolean).join(' ').toUpperCase(),
	);
}

export default {
	concern: 'vm-owner',
	title: 'What else has a hold of a VM: content library, constraints of extensions',
	parts: [
		part('vms', {
			libraryItem: {
				vim: {
					paths: [LIBRARY_ITEM, READ],
					absenceMeans: true,
					read: (vm) => textAt(vm.get(LIBRARY_ITEM), 'contentLibraryItemUuid') ?? '',
				},
			},
			extensionConstraints: { vim: { paths: [CONSTRAINTS, READ], absenceMeans: true, read: constraints } },
		}),
	],
} satisfies Collector;
