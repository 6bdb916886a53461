import { describe, expect, it } from 'vitest';
import vcenter from '../../src/inputs/vcenter.js';
import { silent } from '../../src/shared/progress.js';
import { smallScenario, withMock } from '../support/vim-client.js';
import { faultsOf } from './raw-client.js';
import { ask, locator, onStage, parts, resultsOf } from './relocation.js';

/** An assertion of the mock's making: the password stands where a token service would have signed. */
function assertionOf(account: string, signature: string): string {
	return (
		'<saml2:Assertion xmlns:saml2="urn:oasis:names:tc:SAML:2.0:assertion" ID="_1" Version="2.0">' +
		`<ds:Signature xmlns:ds="http://www.w3.org/2000/09/xmldsig#"><ds:SignatureValue>${signature}</ds:SignatureValue></ds:Signature>` +
		`<saml2:Subject><saml2:NameID>${account}</saml2:NameID></saml2:Subject></saml2:Assertion>`
	);
}

const optionsWith = (token: string, thumbprint: string) => ({
	now: '2026-11-24T12:00:00Z',
	toolVersion: '0',
	progress: silent,
	connection: { thumbprint, credential: { kind: 'token' as const, token } },
});

describe('a login by SAML token, over the wire', () => {
	it('reads the whole inventory, tells whose it is, and ends with a logout', () =>
		withMock(async ({ url, username, password, thumbprintSha256, running }) => {
			const inventory = await vcenter.read(url, optionsWith(assertionOf(username, password), thumbprintSha256));
			expect(inventory.vms).toHaveLength(7);
			expect(inventory.vcenter.account).toBe(username);
			expect(inventory.vms[0]?.privileges).toContain('Resource.HotMigrate');
			expect(running.received.filter((name) => name === 'LoginByToken')).toHaveLength(1);
			expect(running.received).not.toContain('Login');
			expect(running.received.at(-1)).toBe('Logout');
			expect(running.server.sessions.active).toBe(0);
		}, smallScenario(7)));

	it('is refused when nobody of that name signed it, once and without the token in the message', () =>
		withMock(async ({ url, username, thumbprintSha256, running }) => {
			const token = assertionOf(username, 'forged-signature');
			const failure = await vcenter.read(url, optionsWith(token, thumbprintSha256)).then(
				() => undefined,
				(error: unknown) => error as Error,
			);
			expect(failure).toMatchObject({ code: 'login-failed' });
			expect(failure?.message).not.toContain('forged-signature');
			expect(running.received.filter((name) => name === 'LoginByToken')).toHaveLength(1);
		}, smallScenario(1)));
});

describe('a ServiceLocator with a SAML token', () => {
	const withToken = (service: string, token: string): string =>
		service.replace(
			/<credential .*<\/credential>/,
			`<credential xsi:type="ServiceLocatorSAMLCredential"><token>${token.replaceAll('<', '&lt;')}</token></credential>`,
		);

	it('lets the source vCenter in at the destination, which is then asked as always', () =>
		onStage(
			() => undefined,
			async (stage) => {
				const vm = await stage.client.find('Milan/vm/Prod/app-01');
				const spec = await parts(stage, vm);
				const asked = stage.destination.running.received.length;
				const token = assertionOf(stage.destination.username, stage.destination.password);
				const info = await ask(stage, vm, { ...spec, service: withToken(locator(stage), token) });
				const [result] = resultsOf(info);
				expect(faultsOf(result, 'error')).toEqual([]);
				const sent = stage.destination.running.received.slice(asked);
				expect([sent[1], sent.at(-1)]).toEqual(['LoginByToken', 'Logout']);
			},
		));

	it.each([
		['a token of nobody', assertionOf('ghost@frankfurt.local', 'x'), /InvalidLogin/],
		['a token that is none', 'nonsense!', /InvalidArgument/],
	])('answers %s with the fault that stands for it', (_, token, fault) =>
		onStage(
			() => undefined,
			async (stage) => {
				const vm = await stage.client.find('Milan/vm/Prod/app-01');
				const spec = await parts(stage, vm);
				const info = await ask(stage, vm, { ...spec, service: withToken(locator(stage), token) });
				expect(JSON.stringify(info)).toMatch(fault);
			},
		),
	);
});
