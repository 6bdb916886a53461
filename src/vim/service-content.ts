import { UserError } from '../shared/errors.js';
import { compareVersions } from '../shared/versions.js';
import { at, listAt, textAt, type XmlValue } from '../shared/xml-value.js';
import { type Connection, explainFault, FIRST_API } from './connection.js';
import { SoapFault } from './faults.js';

/**
 * The newest API version that the server speaks, so that it leaves nothing out of its answers: vim25 prunes them to the version
 * asked with. A server that gives no list is asked with the oldest that xvcheck serves, and then says its own.
 * @throws UserError `version-too-old` when it speaks nothing from 6.5 on.
 */
export async function newestVersion(connection: Connection, signal: AbortSignal | undefined): Promise<string> {
	const list = await connection.document('/sdk/vimServiceVersions.xml', signal).catch((error: unknown) => {
		// What stands in the way of this will stand in the way of the next request, and is told there.
		if (error instanceof UserError && NO_LIST.has(error.code)) return undefined;
		throw error;
	});
	const vim = listAt(list, 'namespace').find((one) => textAt(one, 'name') === 'urn:vim25');
	const newest = textAt(vim, 'version');
	if (newest === undefined) return FIRST_API;
	if ((compareVersions(newest, FIRST_API) ?? 0) < 0)
		throw new UserError(
			'version-too-old',
			`${connection.server} speaks vSphere API ${newest}; xvcheck reads ${FIRST_API} and newer.`,
			{
				suggestions: [
					'Cross vCenter vMotion from such a vCenter needs an upgrade first: give its RVTools export instead.',
				],
			},
		);
	return newest;
}

/** How a server without that document answers; an older proxy may answer with a page of its own. */
const NO_LIST = new Set(['http-status', 'http-redirect', 'answer-unreadable']);

/** @throws UserError `not-a-vcenter` for anything else, an ESXi host among it. */
export async function serviceContent(connection: Connection, signal: AbortSignal | undefined): Promise<XmlValue> {
	const answer = await connection
		.call('RetrieveServiceContent', { type: 'ServiceInstance', id: 'ServiceInstance' }, '', { signal })
		.catch((error: unknown) => {
			throw error instanceof SoapFault ? explainFault(connection.server, 'RetrieveServiceContent', error) : error;
		});
	const content = at(answer, 'returnval');
	const apiType = textAt(content, 'about.apiType');
	if (content === undefined || apiType === undefined)
		throw new UserError('not-a-vcenter', `${connection.server} answers SOAP, but does not say what it is.`);
	if (apiType !== 'VirtualCenter') {
		const name = textAt(content, 'about.fullName') ?? apiType;
		throw new UserError(
			'not-a-vcenter',
			`${connection.server} is no vCenter Server but ${name} (apiType ${apiType}).`,
			{ suggestions: ['Give the address of the vCenter Server that manages this host.'] },
		);
	}
	if (connection.apiVersion === FIRST_API)
		connection.apiVersion = textAt(content, 'about.apiVersion') ?? connection.apiVersion;
	return content;
}
