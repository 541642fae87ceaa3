import type { SiteCommandAnswer } from '../lib/server/commands/site.ts';
import { VERDICT_WORDS, type Absence, type ParcelAnswer } from '../lib/siting/api.ts';

/** Prints what is said of each parcel for a person: verdict, what counts against it, conditions, what stays open. */
export function printSite(answer: SiteCommandAnswer): void {
	if (answer.asked === 'types') {
		for (const { id, name, facts } of answer.types) {
			console.log(`${id}  ${name.zh} ${name.en}`);
			for (const fact of facts)
				console.log(`  --fact ${fact.key}=…  ${fact.name.zh} ${fact.name.en} ${fact.unit ?? ''}`);
		}
		return;
	}
	answer.parcels.forEach(printParcel);
	for (const { row, name, text } of answer.refused) {
		console.log(`\n第 ${row} 行 row ${row} ${name ?? ''}: ${text.zh}\n  ${text.en}`);
	}
	const { rulesVersion, dataVersion, today } = answer.provenance;
	console.log(`\n规则 rules ${rulesVersion} · 数据 data ${dataVersion} · ${today}`);
}

function printParcel({ parcel, verdict, findings, conditions, policies, unasked, subjects }: ParcelAnswer): void {
	const words = VERDICT_WORDS[verdict];
	console.log(`\n${parcel.name || '地块 parcel'}: ${words.zh} ${words.en} (${subjects.answered}/${subjects.asked})`);
	for (const { name, clause, state, measuredM, requiredM, marginM, other, counts } of findings) {
		const metres = (m: number | null) => (m === null ? '—' : `${m} m`);
		console.log(`  [${counts}] ${name.zh} ${name.en} · ${clause}`);
		console.log(
			`    ${state}: ${metres(measuredM)} / ${metres(requiredM)} (${metres(marginM)}) ${other?.name ?? other?.id ?? ''}`
		);
	}
	for (const { name, clause, text, counts } of policies) {
		console.log(`  [${counts}] ${name.zh} ${name.en} · ${clause}\n    ${text.zh} ${text.en}`);
	}
	for (const { what, who, clause } of conditions) {
		console.log(`  需 needs: ${what.zh} ${what.en}\n    ${who.zh} ${who.en} · ${clause}`);
	}
	for (const { subject, cause } of unasked)
		console.log(`  未核查 not asked: ${subject}\n    ${cause.text.zh} ${cause.text.en}`);
}

export function printAbsences(absences: readonly Absence[]): void {
	for (const { id, subject, name, basis, confirmedBy, confirmedAt } of absences) {
		console.log(`${id}  ${subject}  ${name.zh} ${name.en} · ${confirmedBy} ${confirmedAt.slice(0, 10)} · ${basis}`);
	}
	console.log(`本区没有 absent: ${absences.length}`);
}
