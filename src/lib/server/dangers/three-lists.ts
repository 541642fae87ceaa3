import type { DangerItem, DangerListKind, DangerLists, MeasureItem } from '../../dangers/api.ts';
import { LIST_WORDS } from '../../dangers/words.ts';
import { DANGER_STATES } from '../../risk/dangers/danger.ts';
import { districtDay } from '../../risk/dangers/district-day.ts';
import type { Attributes, LayerId } from '../../risk/layer.ts';
import { seenAttributes, seenCondition, type Sight } from '../access/sight.ts';
import type { Queryable } from '../db/database.ts';
import { personsOf } from '../lists/persons.ts';
import { currentRuleSet } from '../rules/rule-sets.ts';
import { ITEM_COLUMNS, ITEM_TABLES, itemOf, type ItemRow } from './read.ts';
import { seenDanger, withheldFrom } from './seen.ts';

/**
 * One of the 三个清单 (东西湖区三年行动方案: 建立问题隐患、自查自纠和制度措施“三个清单”), of a unit or of all that are seen in a
 * district. Problems are the dangers that others found, self-checks those that the unit found itself, measures what is done
 * about each unit that has either. Open ones first, then by deadline.
 */
export async function readDangerList(
	db: Queryable,
	sight: Sight,
	{ district, feature, kind }: { district: string; feature?: string; kind: DangerListKind },
	now = new Date()
): Promise<DangerLists> {
	const rules = await currentRuleSet(db, district);
	const today = districtDay(now, rules);
	const params: unknown[] = [district, feature ?? null];
	const bind = (value: unknown) => `$${params.push(value)}`;
	const ofKind = kind === 'measures' ? 'true' : `d.source ${kind === 'self_checks' ? '=' : '<>'} ${bind('self_check')}`;
	const { rows } = await db.query<ItemRow>(
		`select ${ITEM_COLUMNS} from ${ITEM_TABLES}
		where d.district = $1 and ($2::text is null or d.feature = $2) and ${ofKind} and ${seenDanger(sight, district, bind)}
		order by d.state = 'closed', d.level = 'general', d.deadline nulls last, d.discovered_at, d.id`,
		params
	);
	const items = rows.map((row) => itemOf(row, sight, district, today, rules));
	const measures = kind === 'measures' ? await measuresOf(db, sight, district, feature, items) : [];
	return {
		district,
		feature: feature ?? null,
		kind,
		name: LIST_WORDS[kind],
		today,
		items: kind === 'measures' ? [] : items,
		measures,
		total: kind === 'measures' ? measures.length : items.length,
		closed: items.filter(({ state }) => state === DANGER_STATES.at(-1)).length,
		withheld: withheldFrom(sight)
	};
}

/** What is done about each unit that has a danger on record, or about the one that is asked for. */
async function measuresOf(
	db: Queryable,
	sight: Sight,
	district: string,
	feature: string | undefined,
	items: readonly DangerItem[]
): Promise<MeasureItem[]> {
	const ids = [...new Set([...(feature === undefined ? [] : [feature]), ...items.map((item) => item.feature)])];
	const params: unknown[] = [district, ids];
	const columns = { district: 'f.district', id: 'f.id', layer: 'f.layer' };
	const seen = seenCondition(sight, district, columns, (value) => `$${params.push(value)}`);
	const { rows } = await db.query<{ id: string; layer: LayerId; name: string | null; attributes: Attributes }>(
		`select f.id, f.layer, f.name, f.attributes from feature f
		where f.district = $1 and f.id = any($2::text[]) and ${seen}`,
		params
	);
	const units = new Map(rows.map((row) => [row.id, row]));
	return ids.flatMap((id): MeasureItem[] => {
		const own = items.filter((item) => item.feature === id);
		const unit = units.get(id);
		if (unit === undefined && own.length === 0) return [];
		const layer = unit?.layer ?? own[0].layer;
		const attributes = seenAttributes(sight, layer, unit?.attributes ?? {});
		const { measures } = attributes;
		return [
			{
				feature: id,
				featureName: unit?.name ?? null,
				layer,
				standing: typeof measures === 'string' && measures.trim() !== '' ? measures : null,
				persons: personsOf(layer, attributes).map(({ role, name }) => ({ role, name })),
				ordered: own.map(({ id, level, state, stateName, text, measure, fund, plan, scheme, deadline }) => {
					return { id, level, state, stateName, text, measure, fund, plan, scheme, deadline };
				})
			}
		];
	});
}
