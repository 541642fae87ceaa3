import type { AuditItem, AuditVerification } from '../lib/access/api.ts';
import type { AuditAnswer } from '../lib/server/commands/audit.ts';

/** Prints what was asked of the audit for a person. */
export function printAudit(answer: AuditAnswer): void {
	if ('verification' in answer) printVerification(answer.verification);
	else if ('file' in answer) console.log(`已写入 ${answer.file}，${answer.bytes} 字节 written, ${answer.bytes} bytes`);
	else {
		const { items, total } = answer.page;
		for (const item of items) console.log(lineOf(item));
		console.log(`共 ${total} 条 in all, 显示 ${items.length} 条 shown`);
	}
}

function printVerification({ rows, head, whole, faults, faultsTotal, ms }: AuditVerification): void {
	console.log(
		whole
			? `✓ 审计链完整：${rows} 条。 The chain of the audit is whole: ${rows} rows. ${ms} ms`
			: `✗ 审计链不完整：${faultsTotal} 处。 The chain of the audit is not whole: ${faultsTotal} faults in ${rows} rows. ${ms} ms`
	);
	for (const { text } of faults) console.log(`  ${text.zh}\n  ${text.en}`);
	if (faultsTotal > faults.length) console.log(`  … ${faultsTotal - faults.length}`);
	if (head !== null) console.log(`最新一条 newest: ${head.seq} ${head.hash}`);
}

function lineOf({ seq, at, actor, action, district, object, result }: AuditItem): string {
	return [seq, at, `${actor.name}（${actor.kind}）`, action, district, object, result]
		.filter((part) => part !== null)
		.join('  ');
}
