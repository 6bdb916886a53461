import { textAt, typeOf, type XmlValue } from '../../../shared/xml-value.js';
import { data, list, string } from '../../wire/value.js';
import { isTrue, type Move, older, text } from '../move.js';
import { error, featureFields, nameOf, type Problem } from '../problem.js';

/** From this release on an encrypted VM may go to another vCenter (clarified texts of 7.0 and 8.0). */
const FIRST_RELEASE = '7.0';

/** Encrypted VMs, and encrypted vMotion. */
export async function encryptionProblems(move: Move): Promise<Problem[]> {
	const keys = keysOf(move);
	const encrypted = keys.length > 0 || move.devices.some((device) => typeOf(device) === 'VirtualTPM');
	const problems = transport(move, encrypted);
	if (!encrypted || !move.crossVCenter) return problems;
	const { source, destination, vm } = move;
	const old = [source, destination].find(({ vcenterVersion }) => older(vcenterVersion, FIRST_RELEASE));
	if (old !== undefined)
		return [
			...problems,
			error(
				'MigrationFault',
				`${nameOf(vm)} is encrypted: vCenter Server ${old.vcenterVersion} does not migrate encrypted virtual machines to another vCenter Server.`,
			),
		];
	const missing = await missingKeys(move, keys);
	return [...problems, ...missing, ...hostProblems(move)];
}

interface Key {
	readonly id: string;
	readonly provider: string;
}

function keysOf({ vm, devices }: Move): Key[] {
	const values = [vm.properties.get('config.keyId'), ...devices.map((device) => keyOf(device))];
	const keys = values.flatMap((value) => {
		const id = textAt(value, 'keyId');
		return id === undefined ? [] : [{ id, provider: textAt(value, 'providerId.id') ?? '' }];
	});
	return [...new Map(keys.map((key) => [`${key.provider} ${key.id}`, key])).values()];
}

function keyOf(device: XmlValue): XmlValue | undefined {
	const backing = typeof device === 'string' || Array.isArray(device) ? undefined : device.backing;
	return backing === undefined || typeof backing === 'string' || Array.isArray(backing) ? undefined : backing.keyId;
}

/** The destination must have a key provider of the same name with the same key behind it. */
async function missingKeys({ vm, source, destination }: Move, keys: readonly Key[]): Promise<Problem[]> {
	if (keys.length === 0) return [];
	const [here, there] = [await source.reader.keyProviders(), await destination.reader.keyProviders()];
	const named = (providers: readonly XmlValue[], name: string) =>
		providers.find((provider) => textAt(provider, 'clusterId.id') === name);
	const missing = keys.filter((key) => {
		const [own, other] = [named(here, key.provider), named(there, key.provider)];
		return other === undefined || (textAt(own, 'keyId') ?? '') !== (textAt(other, 'keyId') ?? '');
	});
	if (missing.length === 0) return [];
	const providers = [...new Set(missing.map(({ provider }) => `'${provider}'`))].join(', ');
	return [
		error(
			'EncryptionKeyRequired',
			`The destination vCenter Server does not have the keys of ${nameOf(vm)}: key provider ${providers}.`,
			{
				requiredKey: list(
					'CryptoKeyId',
					missing.map((key) =>
						data('CryptoKeyId', {
							keyId: string(key.id),
							providerId: data('KeyProviderId', { id: string(key.provider) }),
						}),
					),
				),
			},
		),
	];
}

function hostProblems({ destination: { host } }: Move): Problem[] {
	const state = text(host, 'runtime.cryptoState');
	const able =
		host.properties.get('capability.cryptoSupported') === undefined || isTrue(host, 'capability.cryptoSupported');
	if (able && state !== 'pendingIncapable') return [];
	return [error('InvalidState', `The host ${nameOf(host)} cannot enter encryption mode.`)];
}

/** Encrypted VMs always ask for encrypted vMotion. */
function transport(move: Move, encrypted: boolean): Problem[] {
	if (!move.hot || !(encrypted || text(move.vm, 'config.migrateEncryption') === 'required')) return [];
	return [move.source, move.destination]
		.filter(({ host }) => text(host, 'capability.encryptedVMotionSupported') === 'false')
		.map(({ host }) =>
			error(
				'MigrationFeatureNotSupported',
				`The host ${nameOf(host)} does not support encrypted vMotion.`,
				featureFields(host === move.source.host, host),
			),
		);
}
