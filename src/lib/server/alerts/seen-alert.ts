import { GROUND } from '../../access/tiers.ts';
import { sumOf, totalOf } from '../../risk/alerts/gather.ts';
import {
	alarmBecause,
	alarmTitle,
	dangerTitle,
	levelTitle,
	manyBecause,
	manyTitle,
	violationBecause,
	violationTitle,
	type Named
} from '../../risk/alerts/words.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import type { Reason } from '../../risk/reason.ts';
import type { Words } from '../../risk/words.ts';
import type { AlertItem } from '../../wall/api.ts';
import { seenReasons } from '../access/seen-reasons.ts';
import { inPlace, seenAttributes, type Bind, type Sight } from '../access/sight.ts';
import { personsOf } from '../lists/persons.ts';
import type { AlertRow } from './row.ts';

/**
 * The SQL condition by which a row of `alert a` is seen: one of its features lies in one's own subdistricts, as with
 * findings; of many that were gathered, one does.
 */
export function seenAlertCondition({ rows, tiers }: Sight, district: string, bind: Bind): string {
	if (!tiers.has('general')) return 'false';
	if (rows === null) return 'true';
	const [own, ground] = [bind(rows.get(district) ?? []), `any(${bind(GROUND)}::text[])`];
	const isOwn = (id: string, layer: string) =>
		`(${layer} is not null and not ${layer} = ${ground} and ${inPlace({ district: 'a.district', id, layer }, own)})`;
	return `case a.kind when 'many' then a.facts -> 'bySubdistrict' ?| ${own}::text[]
		else ${isOwn('a.feature', 'a.layer')} or ${isOwn('a.target', 'a.target_layer')} end`;
}

/** An alert as somebody sees it; null: they do not. The same as the SQL condition, of one row that was read already. */
export function seenAlert(sight: Sight, row: AlertRow): AlertItem | null {
	if (!sight.tiers.has('general')) return null;
	const ends = endsOf(sight, row);
	if (ends === null) return null;
	const shown = ends.source.id !== null ? 'source' : 'target';
	const named = row.kind === 'many' ? null : ends[shown];
	const spoken = wordsOf(sight, row, ends);
	const step = row.steps[row.step - 1];
	const following = row.next_at === null ? undefined : row.steps[row.step];
	return {
		id: row.id,
		kind: row.kind,
		level: row.level,
		...spoken,
		clause: row.clause,
		feature: named === null || named.id === null ? null : { ...named, id: named.id },
		at: pointOf(row, shown),
		subdistrict: shown === 'source' ? row.subdistrict_name : null,
		persons: personsSeen(sight, row, shown),
		raisedAt: row.raised_at.toISOString(),
		seen: row.seen_at === null ? null : { at: row.seen_at.toISOString(), on: row.seen_on! },
		acknowledged:
			row.acknowledged_at === null
				? null
				: { at: row.acknowledged_at.toISOString(), by: row.acknowledged_by!, note: row.note },
		escalation: {
			step: row.step,
			of: row.steps.length,
			to: step?.to ?? null,
			next: following?.to ?? null,
			nextAt: row.next_at?.toISOString() ?? null
		},
		endedAt: row.ended_at?.toISOString() ?? null
	};
}

interface Ends {
	source: Named;
	target: Named | null;
}

/** Its two features, one that is not seen without its name; null: neither is one's own. */
function endsOf({ rows }: Sight, row: AlertRow): Ends | null {
	const own = rows === null ? null : (rows.get(row.district) ?? []);
	if (row.kind === 'many') {
		const isSeen = own === null || own.some((id) => Object.hasOwn(row.facts.bySubdistrict, id));
		return isSeen ? { source: { id: null, layer: 'area', name: null }, target: null } : null;
	}
	const touches = (places: readonly string[]) => own === null || places.some((place) => own.includes(place));
	const isGround = (layer: LayerId) => GROUND.includes(layer);
	const isOwn = (layer: LayerId | null, places: readonly string[]) =>
		layer !== null && (own === null || !isGround(layer)) && touches(places);
	if (!isOwn(row.layer, row.places) && !isOwn(row.target_layer, row.target_places)) return null;
	const named = (id: string, layer: LayerId, name: string | null, places: readonly string[]): Named =>
		isGround(layer) || touches(places) ? { id, layer, name } : { id: null, layer, name: null };
	return {
		source: named(row.feature!, row.layer!, row.name, row.places),
		target: row.target === null ? null : named(row.target, row.target_layer!, row.target_name, row.target_places)
	};
}

function wordsOf(sight: Sight, row: AlertRow, { source, target }: Ends): { title: Words; because: Words | null } {
	switch (row.kind) {
		case 'level': {
			const { before, reason, exposure } = row.facts;
			const [seen] = reason === null ? [] : seenReasons(sight, [reason], exposure);
			return { title: levelTitle(source, row.level, before), because: seen?.text ?? null };
		}
		case 'danger':
			return { title: dangerTitle(source), because: textOf(sight, row.facts.reason) };
		case 'violation': {
			const { name, measuredM, requiredM } = row.facts;
			return { title: violationTitle(source, target, name), because: violationBecause(measuredM, requiredM) };
		}
		case 'alarm': {
			const { tag, state, value, unit } = row.facts;
			// A reading tells how much is stored: it is disclosed as an inventory is.
			const isDisclosed = value !== null && sight.tiers.has('inventory');
			const said = isDisclosed ? `${value}${unit === null ? '' : ` ${unit}`}` : null;
			return { title: alarmTitle(source, tag, state), because: alarmBecause(said, row.level === 'red') };
		}
		case 'many': {
			const { all, bySubdistrict, isRun } = row.facts;
			const own = sight.rows?.get(row.district) ?? [];
			const ofOwn = () => sumOf(own.flatMap((id) => bySubdistrict[id] ?? []));
			const tally = sight.rows === null ? all : ofOwn();
			return { title: manyTitle(tally, isRun), because: totalOf(tally) > 0 ? manyBecause(tally) : null };
		}
	}
}

function textOf(sight: Sight, reason: Reason): Words {
	return seenReasons(sight, [reason], null)[0].text;
}

function pointOf(row: AlertRow, shown: keyof Ends): AlertItem['at'] {
	const [lng, lat] = shown === 'source' ? [row.lng, row.lat] : [row.target_lng, row.target_lat];
	return lng === null || lat === null ? null : [lng, lat];
}

function personsSeen(sight: Sight, row: AlertRow, shown: keyof Ends): AlertItem['persons'] {
	const [layer, attributes]: [LayerId | null, Attributes | null] =
		shown === 'source' ? [row.layer, row.attributes] : [row.target_layer, row.target_attributes];
	if (layer === null) return [];
	return personsOf(layer, seenAttributes(sight, layer, attributes ?? {})).map(({ role, name }) => ({ role, name }));
}
