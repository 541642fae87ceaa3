/** Words for people, Chinese first. */
export interface Words {
	zh: string;
	en: string;
}

/** What is wrong with a coordinate or a geometry, in words that say what to do next. `message` is the English one. */
export class GeoError extends Error {
	readonly words: Words;

	constructor(words: Words) {
		super(words.en);
		this.name = 'GeoError';
		this.words = words;
	}
}
