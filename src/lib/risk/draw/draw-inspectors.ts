import type { RuleSet } from '../rule-set.ts';
import type { Words } from '../words.ts';
import { balance } from './balance.ts';
import { sortedById } from './draw-sites.ts';
import { recusalsOf, type Inspector, type Recusal, type SiteToVisit } from './recusal.ts';
import { fractionsFrom, seedFrom } from './split-mix.ts';
import { drawTable } from './table.ts';

/** Who may not go where, and why. */
export interface Recused {
	site: string;
	inspector: string;
	reasons: Recusal[];
}

/** Who goes where. */
export interface Sent {
	/** By site, in the order of their ids: the inspectors drawn for it, sorted by id. */
	pairs: { site: string; inspectors: string[] }[] | null;
	recused: Recused[];
	/** Why nobody was drawn for any site, where that is so: a draw is made whole or not at all. */
	problems: Words[];
}

/** Turns the seed of the sites into that of the inspectors: one number is printed, and neither draw hangs on the other. */
const STREAM = 0x696e_7370_6563_7421n;

/** How the inspectors are drawn, to be printed with the draw. */
export const INSPECTOR_METHOD: Words = {
	zh: '对象、人员均按编号升序；SplitMix64 以种子异或 0x696e737065637421 启动，逐对象、逐人员取一个随机数。每个对象在不需回避的人员中取已派次数最少的，同次数取随机数小的；最后逐次改派，直到任意两人的次数差不能再缩小。',
	en: 'Sites and inspectors are sorted by id. SplitMix64 starts from the seed XOR 0x696e737065637421 and gives one number for each site and inspector. Each site takes, of those who need not recuse themselves, those sent least often so far, among equals the smaller number; then visits change hands until no two loads can be brought nearer.'
};

/**
 * Draws the inspectors of each site at random (two each: data/rules/draw.json), with the rules of recusal kept and the
 * visits shared as evenly as those allow. The same people, sites and seed give the same draw in whatever order they come.
 * Where a site has too few who may go, nobody is drawn and the problems say where and why. Throws a RangeError for a seed
 * that is none and for a site or a person given twice.
 */
export function drawInspectors(
	sites: readonly SiteToVisit[],
	inspectors: readonly Inspector[],
	seed: string,
	rules: RuleSet
): Sent {
	const needed = drawTable(rules).inspectors.value;
	const people = sortedById(inspectors);
	const places = sortedById(sites);
	const recused: Recused[] = [];
	const allowed = places.map((site) =>
		people.map((inspector) => {
			const reasons = recusalsOf(inspector, site, rules);
			if (reasons.length > 0) recused.push({ site: site.id, inspector: inspector.id, reasons });
			return reasons.length === 0;
		})
	);
	const problems = places.flatMap((site, s) => {
		const left = allowed[s].filter(Boolean).length;
		return left < needed ? [tooFew(site, left, needed, recused, people)] : [];
	});
	if (problems.length > 0) return { pairs: null, recused, problems };

	return { pairs: sendInspectors(places, people, recused, seed, rules), recused, problems: [] };
}

/**
 * The same from the ids alone and from who may not go where, as a draw keeps them: by it anybody repeats a draw without
 * knowing why somebody was recused. Throws a RangeError as `drawInspectors` does.
 */
export function sendInspectors(
	sites: readonly { id: string }[],
	inspectors: readonly { id: string }[],
	recused: readonly Pick<Recused, 'site' | 'inspector'>[],
	seed: string,
	rules: RuleSet
): NonNullable<Sent['pairs']> {
	const people = sortedById(inspectors);
	const places = sortedById(sites);
	const mayNot = new Set(recused.map(({ site, inspector }) => JSON.stringify([site, inspector])));
	const allowed = places.map((site) => people.map(({ id }) => !mayNot.has(JSON.stringify([site.id, id]))));
	const fractions = fractionsFrom(seedFrom(seed) ^ STREAM);
	const chances = places.map(() => people.map(() => fractions.next().value));
	const sent = balance(assign(allowed, chances, drawTable(rules).inspectors.value), allowed);
	return places.map(({ id }, s) => ({
		site: id,
		inspectors: people.filter((_, p) => sent[s][p]).map((p) => p.id)
	}));
}

/** For each site, in the order of their ids, those of the least load so far, at random among equals. */
function assign(allowed: readonly boolean[][], chances: readonly number[][], needed: number): boolean[][] {
	const loads = (allowed[0] ?? []).map(() => 0);
	return allowed.map((may, s) => {
		const chosen = may
			.flatMap((yes, p) => (yes ? [p] : []))
			.sort((a, b) => loads[a] - loads[b] || chances[s][a] - chances[s][b])
			.slice(0, needed);
		for (const p of chosen) loads[p]++;
		return may.map((_, p) => chosen.includes(p));
	});
}

function tooFew(
	site: SiteToVisit,
	left: number,
	needed: number,
	recused: readonly Recused[],
	people: readonly Inspector[]
): Words {
	const nameOf = new Map(people.map(({ id, name }) => [id, name]));
	const here = recused.filter((one) => one.site === site.id);
	const who = (language: 'zh' | 'en') =>
		here
			.map(({ inspector, reasons }) => {
				const why = reasons.map(({ name }) => name[language]);
				return language === 'zh'
					? `${nameOf.get(inspector)}（${why.join('、')}）`
					: `${nameOf.get(inspector)} (${why.join(', ')})`;
			})
			.join(language === 'zh' ? '、' : ', ');
	return {
		zh: `${site.name}需要 ${needed} 名检查人员，只有 ${left} 名可派${here.length > 0 ? `；需回避：${who('zh')}` : ''}。请增加人员，或把该对象另行安排。本次没有派出任何人员。`,
		en: `${site.name} needs ${needed} inspectors and ${left} may go${here.length > 0 ? `; recused: ${who('en')}` : ''}. Add inspectors, or leave this site to another draw. Nobody was sent anywhere.`
	};
}
