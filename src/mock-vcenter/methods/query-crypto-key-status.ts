import { listAt, textAt } from '../../shared/xml-value.js';
import { isActive, keyProviderId } from '../managed-objects/shared/key-providers.js';
import { boolean, data, refs, string } from '../wire/value.js';
import { writeMember } from '../wire/write.js';
import type { MockMethod } from './contract.js';

/** Whether keys can be had, and which VMs use them. The bits of `checkKeyBitMap` that ask for less are not looked at. */
const method: MockMethod = {
	method: 'QueryCryptoKeyStatus',
	receivers: ['CryptoManagerKmip'],
	privilege: 'Cryptographer.ManageKeys',
	call: ({ server: { estate }, parameters }) =>
		listAt(parameters, 'keyIds')
			.map((asked) => ({ key: textAt(asked, 'keyId') ?? '', provider: textAt(asked, 'providerId.id') ?? '' }))
			.map(({ key, provider }) => {
				const own = estate.spec.keyProviders?.find(({ id }) => id === provider);
				const available = own !== undefined && isActive(own);
				const users = estate.datacenters
					.flatMap(({ vms }) => vms)
					.filter(({ group }) => group.encryption?.key === key && group.encryption.provider === provider);
				return data('CryptoManagerKmipCryptoKeyStatus', {
					keyId: data('CryptoKeyId', { keyId: string(key), providerId: keyProviderId(provider) }),
					keyAvailable: boolean(available),
					reason: available
						? undefined
						: string(own === undefined ? 'KeyStateClusterInvalid' : 'KeyStateClusterUnreachable'),
					encryptedVMs: refs(users),
				});
			})
			.map((status) => writeMember('returnval', status))
			.join(''),
};
export default method;
