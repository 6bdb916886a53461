import { describe, expect, it } from 'vitest';
import { at, listAt, textAt } from '../../src/shared/xml-value.js';
import type { RawClient } from './raw-client.js';
import { encrypted, none, onStage, set, vm } from './relocation.js';

describe('the search index', () => {
	const search = (client: RawClient, method: string, inside: string) =>
		client.call(method, 'SearchIndex', inside).then((answer) => listAt(answer, 'returnval').map((one) => textAt(one)));

	it('finds hosts and VMs by name, address and UUID', () =>
		onStage(none, async ({ client }) => {
			const host = await client.find('Milan/host/Milan-A/esx-mi-02.example.com');
			const app = await client.find('Milan/vm/Prod/app-01');
			const dns = (name: string, vms: boolean) => `<dnsName>${name}</dnsName><vmSearch>${vms}</vmSearch>`;
			expect(await search(client, 'FindByDnsName', dns('ESX-MI-02.example.com', false))).toEqual([host]);
			expect(await search(client, 'FindAllByDnsName', dns('app-01', true))).toEqual([app]);
			expect(await search(client, 'FindByDnsName', dns('app-01', false))).toEqual([]);
			const ip = (address: string) => `<ip>${address}</ip><vmSearch>false</vmSearch>`;
			expect(await search(client, 'FindByIp', ip('10.1.2.12'))).toEqual([host]);
			expect(await search(client, 'FindAllByIp', ip('10.1.2.99'))).toEqual([]);
			const uuid = textAt(await client.fetch(`VirtualMachine:${app}`, 'config.instanceUuid'));
			const byUuid = (instance: boolean) =>
				`<uuid>${uuid?.toUpperCase()}</uuid><vmSearch>true</vmSearch><instanceUuid>${instance}</instanceUuid>`;
			expect(await search(client, 'FindByUuid', byUuid(true))).toEqual([app]);
			expect(await search(client, 'FindAllByUuid', byUuid(false))).toEqual([]);
		}));

	it('finds copies that share a BIOS UUID, in one datacenter or all', () =>
		onStage(
			(source) => {
				for (const group of source.datacenters[0]?.vms ?? [])
					if (group.names.startsWith('web')) set(group, { uuid: '42000000-0000-0000-0000-000000000001' });
			},
			async ({ client }) => {
				const uuid = '<uuid>42000000-0000-0000-0000-000000000001</uuid><vmSearch>true</vmSearch>';
				expect(await search(client, 'FindAllByUuid', uuid)).toHaveLength(4);
				const elsewhere = '<datacenter type="Datacenter">datacenter-999</datacenter>';
				expect(await search(client, 'FindAllByUuid', elsewhere + uuid)).toEqual([]);
			},
		));

	it('finds a child by name and a VM by its file', () =>
		onStage(none, async ({ client }) => {
			const [datacenter, folder] = [await client.find('Milan'), await client.find('Milan/vm/Prod')];
			const app = await client.find('Milan/vm/Prod/app-01');
			const child = `<entity type="Folder">${folder}</entity><name>app-01</name>`;
			expect(await search(client, 'FindChild', child)).toEqual([app]);
			const file = `<datacenter type="Datacenter">${datacenter}</datacenter><path>[ds-mi-01] app-01/app-01.vmx</path>`;
			expect(await search(client, 'FindByDatastorePath', file)).toEqual([app]);
			expect(
				await client.faultOf('FindByDatastorePath', 'SearchIndex', '<datacenter type="Datacenter">x</datacenter>'),
			).toBe('InvalidArgumentFault');
		}));
});

describe('key providers', () => {
	const CRYPTO = 'CryptoManagerKmip:CryptoManager';
	const providers = [
		{
			id: 'KMS',
			kind: 'vCenter',
			default: true,
			servers: [
				{ name: 'kms1', address: 'kms1.example.com' },
				{ name: 'kms2', address: 'kms2.example.com', port: 5697, connected: false },
			],
		},
		{ id: 'NKP', kind: 'nativeProvider', keyId: 'k' },
	] as const;

	it('are listed, and tell whether their key servers answer', () =>
		onStage(
			(source) => set(source, { keyProviders: providers }),
			async ({ client }) => {
				const all = listAt(await client.call('ListKmipServers', CRYPTO), 'returnval');
				expect(all.map((one) => at(one, 'clusterId.id'))).toEqual(['KMS', 'NKP']);
				expect(listAt(all[0], 'servers').map((one) => at(one, 'port'))).toEqual(['5696', '5697']);
				expect(listAt(await client.call('ListKmipServers', CRYPTO, '<limit>1</limit>'), 'returnval')).toHaveLength(1);
				expect(
					listAt(await client.call('ListKmsClusters', CRYPTO), 'returnval').map((one) => at(one, 'servers')),
				).toEqual([undefined, undefined]);
				const task = textAt(await client.call('RetrieveKmipServersStatus_Task', CRYPTO), 'returnval') ?? '';
				const status = listAt(at(await client.finished(task), 'result'));
				expect(status.map((one) => at(one, 'overallStatus'))).toEqual(['yellow', 'green']);
				expect(listAt(status[0], 'servers').map((one) => at(one, 'status'))).toEqual(['green', 'red']);
				expect(at(await client.call('GetDefaultKmsCluster', CRYPTO), 'returnval.id')).toBe('KMS');
				expect(at(await client.call('IsKmsClusterActive', CRYPTO), 'returnval')).toBe('true');
			},
		));

	it('tell whether a key can be had, and who uses it', () =>
		onStage(
			(source) => {
				encrypted(source, source);
				set(source, { keyProviders: providers });
				expect(vm(source).encryption?.provider).toBe('NKP');
			},
			async ({ client }) => {
				const key = (id: string, provider: string) =>
					`<keyIds><keyId>${id}</keyId><providerId><id>${provider}</id></providerId></keyIds>`;
				const answer = await client.call(
					'QueryCryptoKeyStatus',
					CRYPTO,
					`${key('k-1', 'NKP')}${key('x', 'gone')}<checkKeyBitMap>7</checkKeyBitMap>`,
				);
				const [own, gone] = listAt(answer, 'returnval');
				expect([at(own, 'keyAvailable'), listAt(own, 'encryptedVMs').length]).toEqual(['true', 1]);
				expect([at(gone, 'keyAvailable'), at(gone, 'reason')]).toEqual(['false', 'KeyStateClusterInvalid']);
			},
		));
});
