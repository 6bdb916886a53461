import type { Input } from './contract.js';
import { readRecording } from './govc/read-recording.js';
import { looksLikeRecording } from './govc/recording-files.js';

/** A folder that `govc object.save` wrote: one XML file per managed object. */
export default { kind: 'govc', accepts: looksLikeRecording, read: readRecording } satisfies Input;
