import type { Inventory } from '../../model/inventory/inventory.js';
import { listAt, textAt, type XmlValue } from '../../shared/xml-value.js';
import { boolean, data, list, ref, string } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import { ROOT } from './places.js';

/** What the account that read an inventory may do with its objects. */
export class SavedPrivileges {
	readonly #held: ReadonlyMap<string, readonly string[]>;

	constructor({ vcenter, folders, resourcePools, hosts, datastores, networks, vms }: Inventory) {
		const all = [folders, resourcePools, hosts, datastores, networks, vms].flat();
		this.#held = new Map(
			[{ ...vcenter, id: ROOT }, ...all].flatMap(({ id, privileges }) =>
				privileges === undefined ? [] : [[id, privileges] as const],
			),
		);
	}

	/** The result of `HasPrivilegeOnEntities`; it leaves out the objects of which the inventory does not tell. */
	answer(parameters: XmlValue): string {
		const asked = listAt(parameters, 'privId').map((item) => textAt(item) ?? '');
		return listAt(parameters, 'entity')
			.flatMap((item) => {
				const id = textAt(item) ?? '';
				const held = this.#held.get(id);
				const type = typeof item === 'object' && !Array.isArray(item) ? (item.$ref ?? '') : '';
				return held === undefined ? [] : entityPrivilege({ type, id }, asked, held);
			})
			.join('');
	}
}

function entityPrivilege(
	entity: { readonly type: string; readonly id: string },
	asked: readonly string[],
	held: readonly string[],
): string {
	const privAvailability = list(
		'PrivilegeAvailability',
		asked.map((privilege) =>
			data('PrivilegeAvailability', { privId: string(privilege), isGranted: boolean(held.includes(privilege)) }),
		),
	);
	return writeMember('returnval', data('EntityPrivilege', { entity: ref(entity), privAvailability }));
}
