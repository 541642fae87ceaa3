import { absence } from './absence.ts';
import { account } from './account.ts';
import { alerts } from './alerts.ts';
import { assess } from './assess.ts';
import { audit } from './audit.ts';
import { change } from './change.ts';
import { compare } from './compare.ts';
import { dangers } from './dangers.ts';
import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { findings } from './findings.ts';
import { importing } from './import.ts';
import { list } from './list.ts';
import { near } from './near.ts';
import { override } from './override.ts';
import { rules } from './rules.ts';
import { run } from './run.ts';
import { segments } from './segments.ts';
import { site } from './site.ts';
import { undo } from './undo.ts';
import { report } from './report.ts';
import { verifyReport } from './verify-report.ts';
import { verify } from './verify.ts';
import { wall } from './wall.ts';
import { zones } from './zones.ts';

/** Every command by the name it has on the command line. */
export const COMMANDS = {
	import: importing,
	undo,
	run,
	findings,
	near,
	segments,
	list,
	dangers,
	zones,
	wall,
	site,
	report,
	'verify-report': verifyReport,
	absence,
	assess,
	change,
	override,
	alerts,
	rules,
	compare,
	verify,
	demo,
	audit,
	account,
	doctor
};
export type CommandName = keyof typeof COMMANDS;

/** Whether a name is that of a command. */
export function isCommand(name: string): name is CommandName {
	return Object.hasOwn(COMMANDS, name);
}
