import { demo } from './demo.ts';
import { doctor } from './doctor.ts';
import { findings } from './findings.ts';
import { importing } from './import.ts';
import { near } from './near.ts';
import { run } from './run.ts';
import { undo } from './undo.ts';
import { zones } from './zones.ts';

/** Every command by the name it has on the command line. */
export const COMMANDS = { import: importing, undo, run, findings, near, zones, demo, doctor };
export type CommandName = keyof typeof COMMANDS;

/** Whether a name is that of a command. */
export function isCommand(name: string): name is CommandName {
	return Object.hasOwn(COMMANDS, name);
}
