import type { Entity } from '../../estate/entities.js';
import { boolean, enumeration, type Fields, int, list, ref, string, strings } from '../../wire/value.js';

/** vCenter stores these three characters of a name escaped. */
export function encodeName(name: string): string {
	return name.replaceAll('%', '%25').replaceAll('/', '%2f').replaceAll('\\', '%5c');
}

/** The properties that every inventory object has (ManagedEntity). */
export function managedEntity(entity: Entity): Fields {
	return {
		alarmActionsEnabled: boolean(true),
		availableField: list('CustomFieldDef', []),
		configIssue: list('Event', []),
		configStatus: enumeration('ManagedEntityStatus', 'green'),
		customValue: list('CustomFieldValue', []),
		declaredAlarmState: list('AlarmState', []),
		disabledMethod: strings([]),
		effectiveRole: list('Int', [int(-2)]),
		name: () => string(encodeName(entity.name)),
		overallStatus: enumeration('ManagedEntityStatus', 'green'),
		parent: () => (entity.parent === undefined ? undefined : ref(entity.parent)),
		permission: list('Permission', []),
		recentTask: list('ManagedObjectReference', []),
		tag: list('Tag', []),
		triggeredAlarmState: list('AlarmState', []),
		value: list('CustomFieldValue', []),
	};
}
