/** What the scripts say to people: Chinese first, English beside it. */

/**
 * Prints one line.
 * @param {string} zh
 * @param {string} en
 */
export function say(zh, en) {
	console.log(`${zh}  ${en}`);
}

/** Something that a person has to mend before the script can go on; its message says how. */
export class Obstacle extends Error {
	/**
	 * @param {string} zh
	 * @param {string} en
	 */
	constructor(zh, en) {
		super(`${zh}\n${en}`);
		this.name = 'Obstacle';
	}
}

/**
 * Runs a script's main function: an Obstacle is printed as words, anything else with its stack.
 * @param {() => Promise<number>} main returns the exit code
 */
export async function runMain(main) {
	try {
		process.exitCode = await main();
	} catch (error) {
		console.error(error instanceof Obstacle ? error.message : error);
		process.exitCode = 1;
	}
}
