//! Pairs of schemas.

use super::Now::{self, Narrower, Other, Same, Wider};

/// What the schemas of [`SCHEMAS`] can refer to.
pub const NAMED: &str = "
    A: {type: object, required: [a], properties: {a: {type: string}}}
    B: {type: object, required: [b], properties: {b: {type: integer}}}
    Both: {type: object, required: [a, b], properties: {a: {type: string}, b: {type: integer}}}
    Text: {type: string}
    Texts: {type: array, items: {$ref: '#/components/schemas/Text'}}
    Chain: {$ref: '#/components/schemas/Link'}
    Link: {$ref: '#/components/schemas/A'}
    Node: {type: object, required: [v], properties: {v: {type: string}, next: {$ref: '#/components/schemas/Node'}}}
    Pet: {type: object, required: [kind], properties: {kind: {type: string}}, discriminator: {propertyName: kind}}
    Cat: {allOf: [{$ref: '#/components/schemas/Pet'}, {type: object, properties: {purrs: {type: boolean}}}]}
    Loose: {type: object, properties: {v: {type: string}, next: {$ref: '#/components/schemas/Loose'}}}
";

/// An old schema, a new one, and what that is. `$A` stands for a reference to `A`.
pub const SCHEMAS: &[(&str, &str, Now)] = &[
    // Written in another way.
    ("{type: object}", "{type: object, additionalProperties: true}", Same),
    ("{type: object}", "{type: object, additionalProperties: {}}", Same),
    ("$A", "{type: object, required: [a], properties: {a: {type: string}}}", Same),
    ("$A", "{description: w, allOf: [$A]}", Same),
    ("$A", "$Chain", Same),
    ("$A", "{oneOf: [$A]}", Same),
    ("{allOf: [$A]}", "{allOf: [$A, {description: w}]}", Same),
    ("$Both", "{allOf: [$A, $B]}", Same),
    ("$Both", "{allOf: [$B, {allOf: [$A]}]}", Same),
    ("{type: string}", "{type: string, default: x, example: y, title: z, deprecated: true}", Same),
    ("{type: string}", "{type: string, minLength: 0, nullable: false}", Same),
    ("{type: string}", "{type: string, format: password}", Same),
    ("{type: string}", "{type: string, maximum: 5, minItems: 2}", Same),
    ("{type: string, enum: [x, y]}", "{type: string, enum: [y, x]}", Same),
    ("{type: string, enum: [x]}", "{type: string, enum: [x], nullable: true}", Same),
    ("{type: string, enum: [x, y]}", "{oneOf: [{type: string, enum: [x]}, {type: string, enum: [y]}]}", Same),
    ("{type: boolean}", "{type: boolean, enum: [true, false]}", Same),
    ("{type: array, items: {}}", "{type: array, items: {}, uniqueItems: false, minItems: 0}", Same),
    ("{type: integer, minimum: 1}", "{type: integer, minimum: 0, exclusiveMinimum: true}", Same),
    ("{type: number, maximum: 10}", "{type: number, maximum: 10.0, exclusiveMaximum: false}", Same),
    ("{type: integer}", "{type: integer, multipleOf: 1}", Same),
    ("{type: integer, enum: [1]}", "{type: integer, enum: [1.0]}", Same),
    ("{type: integer, format: int32}", "{type: integer, format: int32, minimum: -2147483648}", Same),
    ("{anyOf: [{type: string}, {type: integer}]}", "{anyOf: [{type: integer}, {type: string}]}", Same),
    ("{anyOf: [{type: string}, {type: integer}]}", "{oneOf: [{type: string}, {type: integer}]}", Same),
    ("{type: object, required: [a, b]}", "{type: object, required: [b, a]}", Same),
    // A member that may be missing is no news in an object that is open.
    ("{type: object, properties: {a: $Text}}", "{type: object, properties: {a: $Text, b: $Text}}", Same),
    // Which members there are.
    ("$A", "$Both", Narrower),
    ("{type: object, properties: {a: $Text}}", "$A", Narrower),
    ("{type: object}", "{type: object, required: [a]}", Narrower),
    ("{type: object, properties: {a: $Text}}", "{type: object, properties: {a: $Text}, required: [b]}", Narrower),
    ("{allOf: [$A]}", "{allOf: [$A, $B]}", Narrower),
    ("{allOf: [$A]}", "{allOf: [$A], required: [b]}", Narrower),
    ("{oneOf: [$A]}", "{oneOf: [$A], required: [b]}", Narrower),
    ("$Loose", "$Node", Narrower),
    ("{type: object, additionalProperties: $Loose}", "{type: object, additionalProperties: $Node}", Narrower),
    ("{type: array, items: $Loose}", "{type: array, items: $Node}", Narrower),
    ("{type: object}", "{type: object, additionalProperties: false}", Narrower),
    ("{type: object}", "{type: object, additionalProperties: {type: string}}", Narrower),
    (
        "{type: object, additionalProperties: {type: number}}",
        "{type: object, additionalProperties: {type: integer}}",
        Narrower,
    ),
    (
        "{type: object, properties: {a: $Text}, additionalProperties: false}",
        "{type: object, properties: {a: $Text, b: $Text}, additionalProperties: false}",
        Wider,
    ),
    ("{type: object, maxProperties: 3}", "{type: object, maxProperties: 2}", Narrower),
    ("{type: object}", "{type: object, minProperties: 1}", Narrower),
    ("{type: object, additionalProperties: $Text}", "{type: object, additionalProperties: {type: integer}}", Other),
    ("$A", "{type: object, required: [a], properties: {a: {type: integer}}}", Other),
    // Which type it is.
    ("{type: string}", "{type: integer}", Other),
    ("{type: string}", "{}", Wider),
    ("{type: object, properties: {a: $Text}}", "{properties: {a: $Text}}", Wider),
    ("{type: number}", "{type: integer}", Narrower),
    ("{type: integer}", "{type: integer, format: int64}", Narrower),
    ("{type: integer, format: int64}", "{type: integer, format: int32}", Narrower),
    ("{type: number}", "{type: number, format: float}", Narrower),
    ("{type: string}", "{type: string, nullable: true}", Wider),
    ("$A", "{nullable: true, allOf: [$A]}", Wider),
    ("{type: string, nullable: true}", "{oneOf: [{type: string}, {enum: [null]}]}", Same),
    ("{nullable: true, not: {}}", "{not: {}}", Narrower),
    ("{type: string, enum: [x]}", "{type: string, nullable: true, enum: [x, null]}", Wider),
    ("{type: array, items: {type: string}}", "{type: array, items: {type: integer}}", Other),
    ("{type: array, items: {type: string}}", "{type: array, items: {}}", Wider),
    ("{type: array, items: {type: string}}", "{type: array, items: {type: string, nullable: true}}", Wider),
    ("$Texts", "{type: array, items: {type: string}}", Same),
    // Which values.
    ("{type: string}", "{type: string, enum: [x]}", Narrower),
    ("{type: string, enum: [x]}", "{type: string, enum: [x, y]}", Wider),
    ("{type: string, enum: [x, y]}", "{type: string, enum: [x, z]}", Other),
    ("{type: string}", "{type: string, enum: [x], oneOf: [{type: string}]}", Narrower),
    ("{anyOf: [{type: string, enum: [x]}, {type: string}]}", "{type: string}", Same),
    ("{type: string}", "{type: string, not: {enum: [x]}}", Narrower),
    ("{type: string, not: {enum: [x]}}", "{type: string, not: {enum: [x, y]}}", Narrower),
    ("{type: string}", "{type: string, maxLength: 9}", Narrower),
    ("{type: string, minLength: 1}", "{type: string, minLength: 2}", Narrower),
    ("{type: string}", "{type: string, pattern: '^a'}", Narrower),
    ("{type: string, pattern: '^a'}", "{type: string, pattern: '^b'}", Other),
    ("{type: string}", "{type: string, format: date}", Narrower),
    ("{type: string}", "{type: string, format: phone}", Narrower),
    ("{type: string, format: date}", "{type: string, format: date-time}", Other),
    ("{type: string, format: date}", "{type: string, format: date, enum: ['2025-02-28']}", Narrower),
    ("{type: integer, minimum: 1}", "{type: integer, minimum: 2}", Narrower),
    ("{type: number, maximum: 10}", "{type: number, maximum: 10, exclusiveMaximum: true}", Narrower),
    ("{type: number}", "{type: number, exclusiveMinimum: true}", Same),
    ("{type: integer, multipleOf: 5}", "{type: integer, multipleOf: 10}", Narrower),
    ("{type: integer, multipleOf: 5}", "{type: integer, multipleOf: 3}", Other),
    ("{type: array, items: {}, maxItems: 3}", "{type: array, items: {}, maxItems: 2}", Narrower),
    ("{type: array, items: {}}", "{type: array, items: {}, uniqueItems: true}", Narrower),
    ("{type: array, items: {}, maxItems: 1}", "{type: array, items: {}, maxItems: 1, uniqueItems: true}", Same),
    // Unions.
    ("{oneOf: [$A]}", "{oneOf: [$A, {type: string}]}", Wider),
    ("{anyOf: [$A, $B]}", "{oneOf: [$A, $B]}", Narrower),
    ("{anyOf: [{type: integer}, {type: number}]}", "{oneOf: [{type: integer}, {type: number}]}", Narrower),
    ("{oneOf: [{type: integer}]}", "{oneOf: [{type: integer}, {type: number}]}", Other),
    ("{anyOf: [$A, {type: string}]}", "{anyOf: [$B, {type: string}]}", Other),
    ("{oneOf: [{type: string}, $A]}", "{oneOf: [{type: string, maxLength: 3}, $A]}", Narrower),
    ("{anyOf: [$A]}", "{anyOf: [$A, {allOf: [$A, $B]}]}", Same),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: u}}",
        Other,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/A'}}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/B'}}}",
        Other,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {x: '#/components/schemas/B'}}}",
        Wider,
    ),
    (
        "{oneOf: [$A, $B], discriminator: {propertyName: t}}",
        "{oneOf: [$A, $B], discriminator: {propertyName: t, mapping: {A: A}}}",
        Same,
    ),
];
