import { distanceBetween } from '../../geo/distance.ts';
import { roundMm } from '../../geo/nearby.ts';
import { AREA } from '../../geo/shapes.ts';
import type { Confidence, Words } from '../words.ts';
import type { Proposal, SiteFinding, SmallRule } from './answer.ts';
import { areaOf } from './area.ts';
import type { Place } from './ask.ts';
import { projectTypeOf, sitingTables } from './project.ts';
import { samplesOf, shareWithin } from './samples.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * The small rules that make such advice one that people trust (after the UK's HSE, Planning Advice): each is named,
 * written down in data/rules/siting.json, and says when it spoke. They add words to the findings, and the one of small
 * extensions changes how a finding counts: that one has to be asked before the verdict is taken.
 */
export function smallRules(
	around: Surroundings,
	proposal: Proposal,
	place: Place,
	findings: readonly SiteFinding[]
): SmallRule[] {
	return [
		...straddle(around, place, findings),
		...several(around, findings),
		...mixed(around, proposal),
		...extension(around, proposal, place, findings),
		...temporary(around, proposal)
	];
}

type Table = { rule: string; name: Words; clause: string };

function spoken(table: Table, text: Words, inputs: SmallRule['inputs']): SmallRule {
	const { rule, name, clause } = table;
	return { rule: rule as SmallRule['rule'], name, clause, confidence: 'DESIGN' satisfies Confidence, text, inputs };
}

/** A site partly beyond a line is judged as if all of it were; the share beyond tells whether moving its edge would help. */
function straddle(around: Surroundings, place: Place, findings: readonly SiteFinding[]): SmallRule[] {
	if (place.shapes.kind[place.i] !== AREA) return [];
	const table = sitingTables(around.rules).siting.straddle;
	let samples: ReturnType<typeof samplesOf> | null = null;
	return findings.flatMap((finding) => {
		if (finding.counts === 'clear' || finding.other === null || finding.requiredM === null) return [];
		const other = around.find(finding.other.id);
		if (other === null || finding.rule.startsWith('LAW-18')) return [];
		const { requiredM } = finding;
		samples ??= samplesOf(place.shapes, place.i);
		const share = Math.round(100 * shareWithin(samples, other.columns.shapes, other.i, requiredM));
		if (share === 100) return [];
		const name = finding.other.name ?? finding.other.id;
		const text = {
			zh: `地块约 ${share} % 的面积在“${finding.name.zh}”（${name}）的 ${requiredM} 米线内，整块按线内判定`,
			en: `About ${share} % of the site lies within the ${requiredM} m of “${finding.name.en}” (${name}); all of it is judged as inside`
		};
		finding.notes.push(text);
		return [spoken(table, text, { share, requiredM, feature: finding.other.id, rule: finding.rule })];
	});
}

function several(around: Surroundings, findings: readonly SiteFinding[]): SmallRule[] {
	const counting = findings.filter(({ counts, other }) => counts !== 'clear' && other !== null);
	const hazards = new Set(counting.map(({ other }) => other!.id)).size;
	if (hazards < 2) return [];
	const text = {
		zh: `${hazards} 个对象对本地块提出要求，逐一列出，以最严者为准`,
		en: `${hazards} features ask something of this site: each is listed, and the strictest decides`
	};
	return [spoken(sitingTables(around.rules).siting.several, text, { hazards })];
}

function mixed(around: Surroundings, { uses }: Proposal): SmallRule[] {
	if (uses.length < 2) return [];
	const names = uses.map(({ type }) => projectTypeOf(type, around.rules).name);
	const text = {
		zh: `混合用途（${names.map((name) => name.zh).join('、')}）：每种用途分别核查，以最严者为准`,
		en: `Mixed use (${names.map((name) => name.en).join(', ')}): each use is asked by itself, and the strictest decides`
	};
	return [spoken(sitingTables(around.rules).siting.mixed, text, { uses: uses.length })];
}

/**
 * A small extension that comes no nearer than what stands already does not make a kept distance worse: what was broken
 * before then needs a review and is no veto. Bans stay bans.
 */
function extension(
	around: Surroundings,
	proposal: Proposal,
	place: Place,
	findings: readonly SiteFinding[]
): SmallRule[] {
	if (proposal.extends === null) return [];
	const table = sitingTables(around.rules).siting.extension;
	const existing = around.find(proposal.extends);
	const drawnM2 = existing === null ? 0 : areaOf(existing.columns.shapes, existing.i);
	const existingM2 = proposal.existingAreaM2 ?? (drawnM2 > 0 ? drawnM2 : null);
	const addedM2 = areaOf(place.shapes, place.i);
	if (existing === null || existingM2 === null) {
		const text = {
			zh: '没有现有部分的面积，不能按小规模扩建从宽，全部按新建判定',
			en: 'The area of what stands already is not known: it is judged as if it were new'
		};
		return [spoken(table, text, { addedM2: Math.round(addedM2) })];
	}
	const share = Math.round((1000 * addedM2) / existingM2) / 10;
	const limit = table.share.value;
	const isSmall = addedM2 > 0 && share <= limit;
	let eased = 0;
	for (const finding of isSmall ? findings : []) {
		if (finding.state !== 'broken' || finding.effect !== 'keep' || finding.counts !== 'veto') continue;
		const other = finding.other === null ? null : around.find(finding.other.id);
		if (other === null || finding.measuredM === null) continue;
		const beforeM = roundMm(distanceBetween(existing.columns.shapes, existing.i, other.columns.shapes, other.i));
		if (finding.measuredM < beforeM) continue;
		finding.counts = 'conditional';
		finding.notes.push({
			zh: `现有部分距此 ${beforeM} 米，扩建不更近：按小规模扩建，需专项论证`,
			en: `What stands already is ${beforeM} m away and the extension comes no nearer: a small extension, which needs a review`
		});
		eased++;
	}
	const text = isSmall
		? {
				zh: `扩建面积为现有的 ${share} %，不超过 ${limit} %：比现状不更近的间距按需论证处理（${eased} 条），禁止性条款不放宽`,
				en: `The extension is ${share} % of what stands, not more than ${limit} %: distances that get no shorter need a review (${eased}); bans stay bans`
			}
		: {
				zh: `扩建面积为现有的 ${share} %，超过 ${limit} %：全部按新建判定`,
				en: `The extension is ${share} % of what stands, more than ${limit} %: it is judged as if it were new`
			};
	return [spoken(table, text, { share, limit, eased })];
}

function temporary(around: Surroundings, { months }: Proposal): SmallRule[] {
	if (months === null) return [];
	const table = sitingTables(around.rules).siting.temporary;
	const limit = table.months.value;
	const text =
		months <= limit
			? {
					zh: `临时建设 ${months} 个月：禁止性距离不放宽，须取得临时建设批准并到期拆除`,
					en: `Temporary, ${months} months: no distance is eased; it needs a permit and is removed when that ends`
				}
			: {
					zh: `${months} 个月超过临时建设的 ${limit} 个月：按永久建设判定`,
					en: `${months} months are more than the ${limit} of temporary works: it is judged as permanent`
				};
	return [spoken(table, text, { months, limit })];
}
