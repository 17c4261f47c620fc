//! One edit of `base.yaml` for each kind of change, with what it must mean.

use std::sync::OnceLock;

use xtask::{
    diff::{
        Change,
        Kind::{self, *},
        Rust::{self, *},
        Wire::{self, *},
        compare,
    },
    document::Document,
    generate,
};

/// Texts to replace, each by another; every one must be there.
type Edits = &'static [(&'static str, &'static str)];

/// An edit of the document and its meaning.
pub struct Case {
    pub what: &'static str,
    /// What the document was before, if not `base.yaml` as it is.
    pub before: Edits,
    pub edit: Edits,
    /// How `caller.rs` looks before the edit, if not as it is.
    pub caller: Edits,
    pub kinds: &'static [Kind],
    pub wire: Wire,
    pub rust: Rust,
    /// For `Minor`: code that uses what is new. It does not compile without the edit.
    pub newer: &'static str,
    /// If the edit changes the interface of the mocks alone: what a test does with them that compiles on one side only.
    pub test: &'static str,
    /// A caller breaks when it runs: the compiler does not see it.
    pub at_run_time: bool,
}

const CASE: Case = Case {
    what: "",
    before: &[],
    edit: &[],
    caller: &[],
    kinds: &[],
    wire: Compatible,
    rust: None,
    newer: "",
    test: "",
    at_run_time: false,
};

impl Case {
    pub fn yesterday(&self) -> Document {
        parse("old.yaml", &edited(BASE, self.before))
    }

    pub fn today(&self) -> Document {
        parse("new.yaml", &edited(&edited(BASE, self.before), self.edit))
    }

    /// The crate downstream, as it was written before the edit.
    pub fn caller(&self) -> String {
        edited(CALLER, self.caller)
    }
}

/// A case, what `diff` makes of it, and what is generated on both sides.
pub struct Judged {
    pub case: &'static Case,
    pub old: Document,
    pub new: Document,
    pub changes: Vec<Change>,
    pub wire: Wire,
    pub rust: Rust,
    /// The client before.
    pub before: String,
    /// The client after.
    pub after: String,
    /// The mocks before and after.
    pub mocks: [String; 2],
    /// Whether the demo server answers the same.
    pub same_routes: bool,
}

/// All cases, judged once for all tests.
pub fn judged() -> &'static [Judged] {
    static JUDGED: OnceLock<Vec<Judged>> = OnceLock::new();
    JUDGED.get_or_init(|| {
        let base = client(&parse("old.yaml", BASE));
        let each = CASES.iter().map(|case| {
            let (old, new) = (case.yesterday(), case.today());
            let comparison = compare(&old, &new).unwrap();
            assert_eq!(comparison.estimated, Option::None, "{}", case.what);
            let (wire, rust, changes) = (comparison.wire(), comparison.rust(), comparison.changes);
            let before = if case.before.is_empty() { base.clone() } else { client(&old) };
            let mocks = [&old, &new].map(|document| body(generate::mocks(document).unwrap()));
            let same_routes = generate::routes(&old).unwrap() == generate::routes(&new).unwrap();
            Judged { case, before, after: client(&new), mocks, same_routes, old, new, changes, wire, rust }
        });
        each.collect()
    })
}

/// The generated client, without the line that names the document.
fn client(document: &Document) -> String {
    body(generate::client(document).unwrap())
}

fn body(source: String) -> String {
    source.split_once('\n').unwrap().1.to_owned()
}

pub const BASE: &str = include_str!("base.yaml");
const CALLER: &str = include_str!("caller.rs");

pub fn parse(name: &str, text: &str) -> Document {
    Document::parse(name, text.as_bytes().to_vec()).unwrap()
}

fn edited(text: &str, edits: Edits) -> String {
    edits.iter().fold(text.to_owned(), |text, (from, to)| {
        assert!(text.contains(from), "not there: {from}");
        text.replace(from, to)
    })
}

const PAGE: &str = "        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
";
const BODY: &str = "      requestBody:
        required: true
        description: What to send.
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/NewParcel'
";
const NOTIFY: &str = "  /parcels/{id}/notify:
    post:
      operationId: notify
      tags: [parcels]
      summary: Tell the receiver
      parameters:
        - name: id
          in: path
          required: true
          description: Which one.
          schema:
            type: integer
            format: uint64
            minimum: 0
      responses:
        '200':
          description: Told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
        '202':
          description: To be told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
        4XX:
          $ref: '#/components/responses/Refused'
";
const GET_PARCEL: &str = "              example:
                id: 7
";
const PROBLEM: &str = "    Problem:
      type: object
      description: What went wrong, in another form.
      properties:
        detail:
          type: string
          description: In words.
      additionalProperties: {}
";
const PARCEL_ID: &str = "        id:
          type: integer
          format: uint64
          minimum: 0
";
const NULLABLE_PARCEL_ID: &str = "        id:
          type: integer
          format: uint64
          minimum: 0
          nullable: true
";
const NEW_WEIGHT: &str = "      required: [weight, receiver]
      properties:
        weight:
          type: integer
          format: int64
";
const NULLABLE_NEW_WEIGHT: &str = "      required: [weight, receiver]
      properties:
        weight:
          type: integer
          format: int64
          nullable: true
";
const WEIGHT: &str = "        weight:
          type: integer
          format: int64
          description: In grams.
        receiver:
";
const NOTE: &str = "        note:
          type: string
          description: What the sender says.
          example: Fragile.
";
const CALLBACK: &str = "      summary: Tell the receiver
      callbacks:
        told:
          '{$request.query.url}':
            post:
              responses:
                '200':
                  description: Thanks.
";
const LABEL: &str = "    Label:
      type: object
";

/// Each kind of change at least once.
pub const CASES: &[Case] = &[
    Case {
        what: "a new operation",
        edit: &[(
            "components:\n  sec",
            "  /ping:
    get:
      operationId: ping
      summary: Ping
      responses:
        '200':
          description: Pong.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Label'
components:\n  sec",
        )],
        kinds: &[OperationAdded],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.ping(); }",
        ..CASE
    },
    Case {
        what: "an operation is gone",
        edit: &[(NOTIFY, "")],
        kinds: &[OperationRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "an operation has another id",
        edit: &[("operationId: notify", "operationId: tell")],
        kinds: &[OperationRenamed],
        rust: Major,
        ..CASE
    },
    Case {
        what: "an operation has another path",
        edit: &[("/parcels/{id}/notify:", "/parcels/{id}/tell:")],
        kinds: &[OperationMoved],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "an operation has another method",
        edit: &[("    post:\n      operationId: notify", "    put:\n      operationId: notify")],
        kinds: &[OperationMoved],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "a new required parameter",
        edit: &[(
            PAGE,
            "        - name: town
          in: query
          required: true
          description: Where to.
          schema:
            type: string
        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
",
        )],
        kinds: &[ParameterAddedRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new optional parameter",
        edit: &[(
            PAGE,
            "        - name: page
          in: query
          description: Which page.
          schema:
            type: integer
            format: int32
          example: 2
        - name: town
          in: query
          description: Where to.
          schema:
            type: string
",
        )],
        kinds: &[ParameterAddedOptional],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.list_parcels(2025).town(\"Springfield\"); }",
        ..CASE
    },
    Case {
        what: "a parameter is gone",
        edit: &[(PAGE, "")],
        kinds: &[ParameterRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a parameter of the path has another name",
        edit: &[
            ("/parcels/{id}/notify:", "/parcels/{parcel}/notify:"),
            (
                "      summary: Tell the receiver\n      parameters:\n        - name: id",
                "      summary: Tell the receiver\n      parameters:\n        - name: parcel",
            ),
        ],
        kinds: &[ParameterRenamed, RustInterfaceChanged],
        // The setter of the mocks, which this caller does not use.
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "a parameter has another type",
        edit: &[(
            "Which page.\n          schema:\n            type: integer\n            format: int32",
            "Which page.\n          schema:\n            type: string\n            format: date",
        )],
        kinds: &[ParameterRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a number in a parameter may be any text, which every number is there",
        edit: &[(
            "Which page.\n          schema:\n            type: integer\n            format: int32",
            "Which page.\n          schema:\n            type: string",
        )],
        kinds: &[ParameterRetyped],
        rust: Major,
        ..CASE
    },
    Case {
        what: "an optional parameter is now required",
        edit: &[("          description: Which page.", "          required: true\n          description: Which page.")],
        kinds: &[ParameterMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a required parameter is now optional",
        edit: &[(
            "          required: true\n          description: Of which year.",
            "          description: Of which year.",
        )],
        kinds: &[ParameterMadeOptional],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new required request body",
        edit: &[(
            "      summary: Tell the receiver\n",
            "      summary: Tell the receiver
      requestBody:
        required: true
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Address'
",
        )],
        kinds: &[RequestBodyAdded],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new optional request body",
        edit: &[(
            "      summary: Tell the receiver\n",
            "      summary: Tell the receiver
      requestBody:
        content:
          application/json:
            schema:
              $ref: '#/components/schemas/Label'
",
        )],
        kinds: &[RequestBodyAdded],
        rust: Minor,
        newer: "pub fn newer(client: &client::Client) { let _ = client.notify(7).body(client::types::Label::default()); }",
        ..CASE
    },
    Case {
        what: "a request body is gone",
        edit: &[(BODY, "")],
        kinds: &[RequestBodyRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body may be left out",
        edit: &[("        required: true\n        description: What to send.", "        description: What to send.")],
        kinds: &[RequestBodyMadeOptional],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body may no longer be left out",
        before: &[("        required: true\n        description: What to send.", "        description: What to send.")],
        edit: &[("        description: What to send.", "        required: true\n        description: What to send.")],
        caller: &[("client.create_parcel(new).send()", "client.create_parcel().body(new).send()")],
        kinds: &[RequestBodyMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a request body has another type",
        edit: &[("$ref: '#/components/schemas/NewParcel'", "$ref: '#/components/schemas/Address'")],
        kinds: &[RequestBodyRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new optional property in requests",
        edit: &[("        insured:\n", "        gift:\n          type: boolean\n        insured:\n")],
        kinds: &[RequestPropertyAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::NewParcel::builder().gift(true); }",
        ..CASE
    },
    Case {
        what: "a new required property in requests",
        edit: &[
            ("        insured:\n", "        gift:\n          type: boolean\n        insured:\n"),
            ("required: [weight, receiver]", "required: [weight, receiver, gift]"),
        ],
        kinds: &[RequestPropertyAdded],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "a property of requests is gone",
        edit: &[("        insured:\n          type: boolean\n          description: Whether to insure it.\n", "")],
        kinds: &[RequestPropertyRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests has another type",
        edit: &[("          type: boolean\n", "          type: string\n")],
        kinds: &[RequestPropertyRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now required",
        edit: &[("required: [weight, receiver]", "required: [weight, receiver, insured]")],
        kinds: &[RequestPropertyMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests is now optional",
        edit: &[("required: [weight, receiver]", "required: [receiver]")],
        kinds: &[RequestPropertyMadeOptional],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may be null",
        edit: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        kinds: &[RequestPropertyMadeNullable],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests may no longer be null",
        before: &[(NEW_WEIGHT, NULLABLE_NEW_WEIGHT)],
        edit: &[(NULLABLE_NEW_WEIGHT, NEW_WEIGHT)],
        caller: &[("(i64, Option<String>, Option<bool>", "(Option<i64>, Option<String>, Option<bool>")],
        kinds: &[RequestPropertyMadeNonNull],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new property in responses",
        edit: &[(
            NOTE,
            "        colour:\n          type: string\n        note:\n          type: string\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &[ResponsePropertyAdded],
        rust: Minor,
        newer: "pub fn newer(parcel: client::types::Parcel) { let _ = parcel.colour; }",
        ..CASE
    },
    Case {
        what: "a property of responses is gone",
        edit: &[(NOTE, "")],
        kinds: &[ResponsePropertyRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses that was always there is gone",
        edit: &[
            ("      required: [id, receiver]\n", "      required: [receiver]\n"),
            (
                "        id:\n          type: integer\n          format: uint64\n          minimum: 0\n          description: Which one.\n        note:\n",
                "        note:\n",
            ),
        ],
        kinds: &[ResponsePropertyRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses has another type",
        edit: &[(
            WEIGHT,
            "        weight:\n          type: string\n          description: In grams.\n        receiver:\n",
        )],
        kinds: &[ResponsePropertyRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is now always there",
        edit: &[("required: [id, receiver]", "required: [id, receiver, weight]")],
        kinds: &[ResponsePropertyMadeRequired],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of responses is no longer always there",
        edit: &[("required: [id, receiver]", "required: [receiver]")],
        kinds: &[ResponsePropertyMadeOptional],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a required property of responses may be null",
        edit: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        kinds: &[ResponsePropertyMadeNullable],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "an optional property of responses may be null: for Rust it was optional before",
        edit: &[(
            NOTE,
            "        note:\n          type: string\n          nullable: true\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &[ResponsePropertyMadeNullable],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a property of responses may no longer be null",
        before: &[(PARCEL_ID, NULLABLE_PARCEL_ID)],
        edit: &[(NULLABLE_PARCEL_ID, PARCEL_ID)],
        caller: &[("let _: u64 = id;", "let _: Option<u64> = id;")],
        kinds: &[ResponsePropertyMadeNonNull],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a property of requests and responses is now required",
        edit: &[("required: [street]", "required: [street, town]")],
        kinds: &[RequestPropertyMadeRequired, ResponsePropertyMadeRequired],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new value in an open list",
        edit: &[("enum: [sent, arrived]", "enum: [sent, arrived, lost]")],
        kinds: &[OpenEnumValueAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::State::Lost; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of responses",
        edit: &[("enum: [slow, fast]", "enum: [slow, fast, instant]")],
        kinds: &[ClosedEnumValueAdded],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Speed::Instant; }",
        ..CASE
    },
    Case {
        what: "a new value in a closed list of requests",
        edit: &[("enum: [small, large]", "enum: [small, large, huge]")],
        kinds: &[ClosedEnumValueAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Size::Huge; }",
        ..CASE
    },
    Case {
        what: "a value of an open list is gone",
        edit: &[("enum: [sent, arrived]", "enum: [sent]")],
        kinds: &[EnumValueRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of responses is gone",
        edit: &[("enum: [slow, fast]", "enum: [slow]")],
        kinds: &[EnumValueRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a value of a closed list of requests is gone",
        edit: &[("enum: [small, large]", "enum: [small]")],
        kinds: &[EnumValueRemoved],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new form of a type written by hand",
        edit: &[("        - type: number\n", "        - type: number\n        - type: boolean\n")],
        kinds: &[UnionFormAdded],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a form of a type written by hand is gone",
        edit: &[("        - type: number\n        - type: string\n", "        - type: number\n")],
        kinds: &[UnionFormRemoved],
        ..CASE
    },
    Case {
        what: "a new form of a generated union",
        edit: &[(
            "        - title: Code\n          type: string\n",
            "        - title: Code\n          type: string\n        - title: Flag\n          type: boolean\n",
        )],
        kinds: &[UnionFormAdded],
        wire: Incompatible,
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Tracking::Flag(true); }",
        ..CASE
    },
    Case {
        what: "a form of a generated union is gone",
        edit: &[("        - title: Code\n          type: string\n", "")],
        kinds: &[UnionFormRemoved],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new schema",
        edit: &[(
            "    Label:\n",
            "    Stamp:\n      type: object\n      properties:\n        value:\n          type: string\n    Label:\n",
        )],
        kinds: &[SchemaAdded],
        rust: Minor,
        newer: "pub fn newer() { let _ = client::types::Stamp::builder(); }",
        ..CASE
    },
    Case { what: "a schema is gone", edit: &[(PROBLEM, "")], kinds: &[SchemaRemoved], rust: Major, ..CASE },
    Case {
        what: "a schema has another name",
        edit: &[("schemas/Speed'", "schemas/Pace'"), ("    Speed:\n", "    Pace:\n")],
        kinds: &[SchemaRenamed],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema has another type",
        edit: &[(
            LABEL,
            "    Label:\n      type: array\n      items:\n        type: string\n    OldLabel:\n      type: object\n",
        )],
        kinds: &[SchemaRetyped, SchemaAdded],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "a schema may be null",
        edit: &[(LABEL, "    Label:\n      type: object\n      nullable: true\n")],
        kinds: &[SchemaMadeNullable],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "a schema may no longer be null: only a type written by hand, so the code stays",
        before: &[("        - type: number\n", "        - type: number\n          nullable: true\n")],
        edit: &[("          nullable: true\n", "")],
        kinds: &[SchemaMadeNonNull],
        ..CASE
    },
    Case {
        what: "a text has a greatest length",
        edit: &[(
            NOTE,
            "        note:\n          type: string\n          maxLength: 40\n          description: What the sender says.\n          example: Fragile.\n",
        )],
        kinds: &[BoundsChanged],
        ..CASE
    },
    Case {
        what: "a text of requests has a greatest length",
        edit: &[(
            "What the sender says.\n        insured",
            "What the sender says.\n          maxLength: 40\n        insured",
        )],
        kinds: &[BoundsChanged],
        wire: Incompatible,
        rust: Major,
        at_run_time: true,
        ..CASE
    },
    Case {
        what: "an object is no longer extended",
        edit: &[("      additionalProperties: {}\n    NewParcel", "      additionalProperties: false\n    NewParcel")],
        kinds: &[AdditionalPropertiesChanged],
        ..CASE
    },
    Case {
        what: "another type written by hand",
        edit: &[("path: intellixent::wire::Usd", "path: intellixent::wire::Timestamp")],
        kinds: &[RustTypeChanged],
        rust: Major,
        ..CASE
    },
    Case {
        what: "a new status that a range had before",
        edit: &[(
            GET_PARCEL,
            "              example:
                id: 7
        '404':
          $ref: '#/components/responses/Refused'
",
        )],
        kinds: &[StatusAdded, RustInterfaceChanged],
        rust: Minor,
        test: "server.get_parcel(|_, then| { then.not_found(error); });",
        ..CASE
    },
    Case {
        what: "a new success",
        edit: &[(
            GET_PARCEL,
            "              example:
                id: 7
        '203':
          description: From a copy.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
",
        )],
        kinds: &[StatusAdded, RustInterfaceChanged],
        wire: Incompatible,
        rust: Minor,
        test: "server.get_parcel(|_, then| { then.non_authoritative_information(parcel); });",
        ..CASE
    },
    Case {
        what: "a success is gone",
        edit: &[(
            "        '202':
          description: To be told.
          content:
            application/json:
              schema:
                $ref: '#/components/schemas/Parcel'
",
            "",
        )],
        kinds: &[StatusRemoved, RustInterfaceChanged],
        rust: Major,
        test: "server.notify(|_, then| { then.accepted(parcel); });",
        ..CASE
    },
    Case {
        what: "an answer of another type",
        edit: &[(
            "                $ref: '#/components/schemas/ParcelList'",
            "                $ref: '#/components/schemas/Address'",
        )],
        kinds: &[ResponseRetyped],
        wire: Incompatible,
        rust: Major,
        ..CASE
    },
    Case {
        what: "errors of another type",
        edit: &[("            $ref: '#/components/schemas/ApiError'", "            $ref: '#/components/schemas/Size'")],
        kinds: &[ErrorSchemaChanged, RustInterfaceChanged],
        wire: Incompatible,
        rust: Major,
        test: "server.list_parcels(|_, then| { then.client_error(400, error); });",
        ..CASE
    },
    Case {
        what: "a header of an answer that could be missing is gone",
        edit: &[(
            "          headers:\n            X-Total:\n              schema:\n                type: integer\n",
            "",
        )],
        kinds: &[ResponseHeadersChanged],
        ..CASE
    },
    Case {
        what: "a header of an answer that was always there is gone",
        before: &[("            X-Total:\n", "            X-Total:\n              required: true\n")],
        edit: &[(
            "          headers:\n            X-Total:\n              required: true\n              schema:\n                type: integer\n",
            "",
        )],
        kinds: &[ResponseHeadersChanged],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "the server calls back at another address",
        before: &[("      summary: Tell the receiver\n", CALLBACK)],
        edit: &[("{$request.query.url}", "{$request.query.to}")],
        kinds: &[CallbackChanged],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "another way to be let in",
        edit: &[("      scheme: bearer\n", "      scheme: basic\n")],
        kinds: &[SecurityChanged],
        wire: Incompatible,
        ..CASE
    },
    Case {
        what: "no key is asked for any more",
        edit: &[("security:\n  - bearer: []\n", "security:\n  - bearer: []\n  - {}\n")],
        kinds: &[SecurityChanged],
        ..CASE
    },
    Case {
        what: "another server",
        edit: &[("https://parcels.example/api", "https://api.parcels.example")],
        kinds: &[ServerChanged],
        wire: Incompatible,
        rust: Patch,
        ..CASE
    },
    Case {
        what: "one more server",
        edit: &[(
            "  - url: https://parcels.example/api\n",
            "  - url: https://parcels.example/api\n  - url: https://eu.parcels.example/api\n",
        )],
        kinds: &[ServerChanged],
        ..CASE
    },
    Case {
        what: "another version of the API",
        edit: &[("version: 1.0.0", "version: 1.1.0")],
        kinds: &[VersionChanged],
        ..CASE
    },
    Case {
        what: "a default",
        edit: &[("          type: boolean\n", "          type: boolean\n          default: false\n")],
        kinds: &[DefaultChanged],
        ..CASE
    },
    Case {
        what: "another description",
        edit: &[("description: With the number.", "description: Street and number.")],
        kinds: &[DescriptionChanged],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of a parameter, which the docs show",
        edit: &[("          example: 2025\n", "          example: 2026\n")],
        kinds: &[ExampleChanged],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of an answer, which the demo server sends",
        edit: &[(GET_PARCEL, "              example:\n                id: 8\n")],
        kinds: &[ExampleChanged],
        rust: Patch,
        ..CASE
    },
    Case {
        what: "another example of a property, which nothing shows",
        edit: &[("example: Fragile.", "example: This side up.")],
        kinds: &[ExampleChanged],
        ..CASE
    },
    Case {
        what: "something that no rule is about",
        edit: &[("      summary: Tell the receiver\n", "      summary: Tell the receiver\n      deprecated: true\n")],
        kinds: &[OtherChanged],
        ..CASE
    },
    Case {
        what: "the first required property of an object takes its `Default` away",
        edit: &[(
            "      properties:\n        text:\n          type: string\n",
            "      required: [paper]\n      properties:\n        paper:\n          type: string\n        text:\n          type: string\n",
        )],
        kinds: &[RustInterfaceChanged, ResponsePropertyAdded],
        rust: Major,
        ..CASE
    },
];
