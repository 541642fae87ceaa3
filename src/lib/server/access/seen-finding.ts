import { GROUND } from '../../access/tiers.ts';
import { inPlace, type Bind, type FeatureColumns, type Sight } from './sight.ts';

/** SQL conditions on a row of `finding x`. */
export interface SeenFinding {
	finding: string;
	/** Whether each of its two ends is seen; the other is named by its layer only. */
	source: string;
	target: string;
}

/**
 * By what a finding is seen: one of its ends lies in one's own subdistricts, so that a house across the border that breaks
 * a pipeline of one's own shows. A road or a river is seen by everybody, but it makes nobody see what stands beside it.
 */
export function seenFinding(sight: Sight, district: string, bind: Bind): SeenFinding {
	if (!sight.tiers.has('general')) return { finding: 'false', source: 'false', target: 'false' };
	if (sight.rows === null) return { finding: 'true', source: 'true', target: 'true' };
	const [source, target] = [endOf('source'), endOf('target')];
	const [own, ground] = [bind(sight.rows.get(district) ?? []), `any(${bind(GROUND)}::text[])`];
	const isOwn = (end: FeatureColumns) => `(not ${end.layer} = ${ground} and ${inPlace(end, own)})`;
	const isSeen = (end: FeatureColumns) => `(${end.layer} = ${ground} or ${inPlace(end, own)})`;
	return { finding: `(${isOwn(source)} or ${isOwn(target)})`, source: isSeen(source), target: isSeen(target) };
}

/** A feature's layer is the first part of its id: an end whose import was undone since still has one. */
function endOf(end: 'source' | 'target'): FeatureColumns {
	return { district: 'x.district', id: `x.${end}`, layer: `split_part(x.${end}, '/', 1)` };
}
