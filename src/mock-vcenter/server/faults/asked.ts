import { at, listAt, textAt } from '../../../shared/xml-value.js';
import { typesOfRead } from '../read-types.js';
import type { Session } from '../sessions.js';
import type { SoapRequest } from '../soap.js';
import type { Asked } from './plan.js';

/** What a SOAP request is about, for the selection of faults. */
export function askedOf(request: SoapRequest, session: Session, path: string): Asked {
	return { method: request.method, path, types: typesOf(request, session) };
}

function typesOf({ method, parameters }: SoapRequest, session: Session): readonly string[] {
	if (method === 'CreateContainerView') return listAt(parameters, 'type').flatMap((type) => textAt(type) ?? []);
	const read = typesOfRead(parameters);
	if (read.length > 0) return read;
	const cursor = session.cursors.get(textAt(parameters, 'token') ?? '');
	if (cursor !== undefined) return cursor.types;
	const self = at(parameters, '_this');
	return typeof self === 'object' && !Array.isArray(self) ? [self.$ref ?? ''] : [];
}
