import { listAt, textAt, type XmlValue } from '../../../shared/xml-value.js';
import { dateTime, int, string } from '../../wire/value.js';
import type { Move, Place } from '../move.js';
import { error, featureFields, interfaceFields, nameOf, type Problem } from '../problem.js';
import { changesStorage } from '../storage.js';

/** Editions with the right to move to another vCenter while powered on, and those that may do so powered off. */
const CROSS_VCENTER = /^(eval$|esx\.(enterprisePlus|vcf|vvf))/;
const STANDARD = /^esx\.standard/;

/** The licence of the source host, which also carries the right to Storage vMotion. */
export function sourceLicenceProblems(move: Move): Problem[] {
	const own = licenceProblems(move, move.source, true);
	const { host, license } = move.source;
	if (!move.hot || own.length > 0 || license === undefined || !changesStorage(move)) return own;
	if (hasFeature(license, 'svmotion')) return own;
	return [
		error(
			'StorageVMotionNotSupported',
			`The licence of ${nameOf(host)} does not include Storage vMotion.`,
			featureFields(true, host),
		),
	];
}

export function destinationLicenceProblems(move: Move): Problem[] {
	return licenceProblems(move, move.destination, false);
}

function licenceProblems(move: Move, { host, license }: Place, atSource: boolean): Problem[] {
	if (license === undefined) return [];
	const edition = textAt(license, 'editionKey') ?? '';
	const expired = expiry(license, nameOf(host));
	if (expired !== undefined) return [expired];
	if (move.hot && !hasFeature(license, 'vmotion'))
		return [
			error(
				'VMotionNotLicensed',
				`The licence of ${nameOf(host)} does not include vMotion.`,
				interfaceFields(atSource, host),
			),
		];
	if (!move.crossVCenter || CROSS_VCENTER.test(edition)) return [];
	if (!move.hot && STANDARD.test(edition)) return [];
	return [
		error(
			'NotEnoughLicenses',
			`The licence of ${nameOf(host)} (${edition}) does not include migration to another vCenter Server${move.hot ? ' while powered on' : ''}.`,
		),
	];
}

/** An edition in evaluation has every feature; keys of old licences stand in the properties. */
function hasFeature(license: XmlValue, feature: string): boolean {
	if (textAt(license, 'editionKey') === 'eval') return true;
	return properties(license).some(({ key, value }) => key === 'feature' && textAt(value, 'key') === feature);
}

function properties(license: XmlValue): { key: string | undefined; value: XmlValue | undefined }[] {
	return listAt(license, 'properties').map((item) => ({
		key: textAt(item, 'key'),
		value: typeof item === 'string' || Array.isArray(item) ? undefined : item.value,
	}));
}

function expiry(license: XmlValue, host: string): Problem | undefined {
	const date = textAt(properties(license).find(({ key }) => key === 'expirationDate')?.value);
	if (date === undefined || !(Date.parse(date) < Date.now())) return undefined;
	return error('ExpiredEditionLicense', `The licence of ${host} has expired.`, {
		feature: string(textAt(license, 'editionKey') ?? ''),
		count: int(0),
		expirationDate: dateTime(date),
	});
}
