import { looksLikeRecording } from '../vim/recording-files.js';
import type { Input } from './contract.js';
import { readRecording } from './govc/read-recording.js';

/** A folder that `govc object.save` wrote: one XML file per managed object. */
export default { kind: 'govc', accepts: looksLikeRecording, read: readRecording } satisfies Input;
