import { listAt, textAt, type XmlValue } from '../../shared/xml-value.js';

/** The vim25 types whose properties a read asks for. */
export function typesOfRead(parameters: XmlValue): string[] {
	return listAt(parameters, 'specSet').flatMap((filter) =>
		listAt(filter, 'propSet').flatMap((spec) => textAt(spec, 'type') ?? []),
	);
}
