import type { FolderEntity } from '../estate/entities.js';
import { refs, strings } from '../wire/value.js';
import { inventoryType } from './contract.js';
import { managedEntity } from './shared/managed-entity.js';

export default inventoryType<FolderEntity>({
	type: 'Folder',
	bases: ['ManagedEntity'],
	properties: (folder) => ({
		...managedEntity(folder),
		childEntity: () => refs(folder.children),
		childType: () => strings(folder.childTypes),
		namespace: undefined,
	}),
});
