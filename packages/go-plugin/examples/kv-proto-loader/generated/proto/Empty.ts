// Original file: kv.proto


export interface Empty {
}

export interface Empty__Output {
}
