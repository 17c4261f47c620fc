// Generated from openapi/intellixent.yaml by `cargo xtask codegen`. Do not edit: change the document and run it again.

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///The known kinds of party that can answer a call. Documented.
    #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum AnsweredBy {
        /// `human` on the wire.
        Human,
        /// `machine` on the wire.
        Machine,
        /// `unknown` on the wire.
        Unknown,
    }
    impl AnsweredBy {
        /// The string on the wire.
        pub const fn as_str(&self) -> &'static ::std::primitive::str {
            match self {
                Self::Human => "human",
                Self::Machine => "machine",
                Self::Unknown => "unknown",
            }
        }
    }
    crate::model::texts! {
        AnsweredBy { Human = "human", Machine = "machine", Unknown = "unknown", }
    }
    ///The body of an error. Documented.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct ApiError {
        /// The server's error message. Documented.
        pub message: ::std::option::Option<::std::string::String>,
        /// The problems of the request's fields, by the name of the field. Only in some errors. Documented.
        pub errors: ::std::option::Option<
            ::std::collections::BTreeMap<
                ::std::string::String,
                ::intellixent::wire::Messages,
            >,
        >,
        /// The error message of endpoints without `message`. Documented for phone numbers and messages.
        pub error: ::std::option::Option<::std::string::String>,
        /// The code of the error, beside `error`. Documented for messages.
        pub error_code: ::std::option::Option<::std::string::String>,
        /// Always `false`, beside `error`. Documented for messages.
        pub success: ::std::option::Option<bool>,
        /// The delay before the next request, in seconds. Only with status 429. Documented.
        pub retry_after: ::std::option::Option<f64>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl ApiError {
        /// A builder without any field.
        pub fn builder() -> builder::ApiError {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        ApiError { "message" : optional message : ::std::string::String, "errors" :
        optional errors : ::std::collections::BTreeMap < ::std::string::String,
        ::intellixent::wire::Messages, >, "error" : optional error :
        ::std::string::String, "error_code" : optional error_code :
        ::std::string::String, "success" : optional success : bool, "retry_after" :
        optional retry_after : f64, }
    }
    ///A call.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct Call {
        /// The id of the call. Always present. Documented.
        pub id: u64,
        /// Name of the assistant that handled the call. Documented; `null` seen on sibling deployments.
        pub assistant_name: ::std::option::Option<::std::string::String>,
        /// Name of the campaign that the call was part of, if any. Documented; `null` seen on sibling deployments.
        pub campaign_name: ::std::option::Option<::std::string::String>,
        /// The type of the call. The values are documented; the server may add others, so any string is accepted.
        pub type_: ::std::option::Option<::intellixent::wire::OpenEnum<CallType>>,
        /// How long the call lasted, in seconds. Documented.
        pub duration: ::std::option::Option<u64>,
        /// Phone number that the assistant used. Documented; `null` seen on sibling deployments.
        pub assistant_phone_number: ::std::option::Option<::std::string::String>,
        /// Phone number of the other party. Documented; `null` seen on sibling deployments.
        pub client_phone_number: ::std::option::Option<::std::string::String>,
        /// Final state of the call. Documented as a string; the server may add values, so any string is accepted.
        pub status: ::std::option::Option<::intellixent::wire::OpenEnum<CallStatus>>,
        /** What was said: the whole conversation as one string (documented), or an array of turns (seen on sibling
deployments).*/
        pub transcript: ::std::option::Option<::intellixent::wire::Transcript>,
        /** Values by name: what the assistant collected during the call, or knows at its start (documented). An empty
array if there are none (seen on sibling deployments).*/
        pub variables: ::std::option::Option<::intellixent::wire::Variables>,
        /** The result of the evaluation after the call: values by name (documented), or an array of fields, empty if
there are none (seen on sibling deployments).*/
        pub evaluation: ::std::option::Option<::intellixent::wire::Evaluation>,
        /** The response of the customer's own webhook: any JSON. Documented as an object; `null` and other forms seen
on sibling deployments.*/
        pub webhook_response: ::std::option::Option<::serde_json::Value>,
        /** What the phone carrier charged, in US dollars. Documented as a number; a decimal string seen on
sibling deployments.*/
        pub carrier_cost: ::std::option::Option<::intellixent::wire::Usd>,
        /** The total cost of the call, in US dollars. Documented as a number; a decimal string seen on sibling
deployments.*/
        pub total_cost: ::std::option::Option<::intellixent::wire::Usd>,
        /** Who answered the call. The known values are documented; the server may add others, so any string is accepted;
`null` seen on sibling deployments.*/
        pub answered_by: ::std::option::Option<
            ::intellixent::wire::OpenEnum<AnsweredBy>,
        >,
        /** The URL of the recording, if recording is enabled and the file exists. Its host and file type vary.
Documented; `null` seen on sibling deployments.*/
        pub recording_url: ::std::option::Option<::std::string::String>,
        /// When the call was created. Documented without a time zone; RFC 3339 seen on sibling deployments.
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /** When the call last changed, for example by ending. Documented without a time zone; RFC 3339 seen on
sibling deployments.*/
        pub updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Call {
        /// A builder without any field.
        pub fn builder() -> builder::Call {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        Call { "id" : required id : u64, "assistant_name" : optional assistant_name :
        ::std::string::String, "campaign_name" : optional campaign_name :
        ::std::string::String, "type" : optional type_ : ::intellixent::wire::OpenEnum <
        CallType, >, "duration" : optional duration : u64, "assistant_phone_number" :
        optional assistant_phone_number : ::std::string::String, "client_phone_number" :
        optional client_phone_number : ::std::string::String, "status" : optional status
        : ::intellixent::wire::OpenEnum < CallStatus, >, "transcript" : optional
        transcript : ::intellixent::wire::Transcript, "variables" : optional variables :
        ::intellixent::wire::Variables, "evaluation" : optional evaluation :
        ::intellixent::wire::Evaluation, "webhook_response" : optional webhook_response :
        ::serde_json::Value, "carrier_cost" : optional carrier_cost :
        ::intellixent::wire::Usd, "total_cost" : optional total_cost :
        ::intellixent::wire::Usd, "answered_by" : optional answered_by :
        ::intellixent::wire::OpenEnum < AnsweredBy, >, "recording_url" : optional
        recording_url : ::std::string::String, "created_at" : optional created_at :
        ::intellixent::wire::Timestamp, "updated_at" : optional updated_at :
        ::intellixent::wire::Timestamp, }
    }
    ///One page of the list of calls.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct CallPage {
        /// The number of this page, from 1. Documented.
        pub current_page: ::std::option::Option<u64>,
        /// The calls of this page. Documented.
        pub data: ::std::vec::Vec<Call>,
        /// The URL of the first page. Documented, in the example alone.
        pub first_page_url: ::std::option::Option<::std::string::String>,
        /// The position of this page's first call in the list, from 1. Documented, in the example alone.
        pub from: ::std::option::Option<u64>,
        /// The number of pages. Documented.
        pub last_page: ::std::option::Option<u64>,
        /// The URL of the last page. Documented, in the example alone.
        pub last_page_url: ::std::option::Option<::std::string::String>,
        /// The links between the pages, for an HTML page. Documented, in the example alone.
        pub links: ::std::option::Option<::std::vec::Vec<PageLink>>,
        /// The URL of the next page. Documented, in the example alone.
        pub next_page_url: ::std::option::Option<::std::string::String>,
        /// The URL of the list, without a query. Documented, in the example alone.
        pub path: ::std::option::Option<::std::string::String>,
        /// The maximum number of calls per page. Documented.
        pub per_page: ::std::option::Option<u64>,
        /// The URL of the previous page. Documented, in the example alone.
        pub prev_page_url: ::std::option::Option<::std::string::String>,
        /// The position of this page's last call in the list, from 1. Documented, in the example alone.
        pub to: ::std::option::Option<u64>,
        /// The number of calls on all pages. Documented.
        pub total: ::std::option::Option<u64>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl CallPage {
        /// A builder without any field.
        pub fn builder() -> builder::CallPage {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        CallPage { "current_page" : optional current_page : u64, "data" : required data :
        ::std::vec::Vec < Call >, "first_page_url" : optional first_page_url :
        ::std::string::String, "from" : optional from : u64, "last_page" : optional
        last_page : u64, "last_page_url" : optional last_page_url :
        ::std::string::String, "links" : optional links : ::std::vec::Vec < PageLink >,
        "next_page_url" : optional next_page_url : ::std::string::String, "path" :
        optional path : ::std::string::String, "per_page" : optional per_page : u64,
        "prev_page_url" : optional prev_page_url : ::std::string::String, "to" : optional
        to : u64, "total" : optional total : u64, }
    }
    /**The known states of a call. The first ten are documented for the list of calls, `unanswered` for the webhook;
`voicemail` is seen on sibling deployments.*/
    #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum CallStatus {
        /// `initiated` on the wire.
        Initiated,
        /// `ringing` on the wire.
        Ringing,
        /// `busy` on the wire.
        Busy,
        /// `in-progress` on the wire.
        InProgress,
        /// `ended` on the wire.
        Ended,
        /// `completed` on the wire.
        Completed,
        /// `ended_by_customer` on the wire.
        EndedByCustomer,
        /// `ended_by_assistant` on the wire.
        EndedByAssistant,
        /// `no-answer` on the wire.
        NoAnswer,
        /// `failed` on the wire.
        Failed,
        /// `unanswered` on the wire.
        Unanswered,
        /// `voicemail` on the wire.
        Voicemail,
    }
    impl CallStatus {
        /// The string on the wire.
        pub const fn as_str(&self) -> &'static ::std::primitive::str {
            match self {
                Self::Initiated => "initiated",
                Self::Ringing => "ringing",
                Self::Busy => "busy",
                Self::InProgress => "in-progress",
                Self::Ended => "ended",
                Self::Completed => "completed",
                Self::EndedByCustomer => "ended_by_customer",
                Self::EndedByAssistant => "ended_by_assistant",
                Self::NoAnswer => "no-answer",
                Self::Failed => "failed",
                Self::Unanswered => "unanswered",
                Self::Voicemail => "voicemail",
            }
        }
    }
    crate::model::texts! {
        CallStatus { Initiated = "initiated", Ringing = "ringing", Busy = "busy",
        InProgress = "in-progress", Ended = "ended", Completed = "completed",
        EndedByCustomer = "ended_by_customer", EndedByAssistant = "ended_by_assistant",
        NoAnswer = "no-answer", Failed = "failed", Unanswered = "unanswered", Voicemail =
        "voicemail", }
    }
    ///The known types of a call. Documented.
    #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum CallType {
        /// `inbound` on the wire.
        Inbound,
        /// `outbound` on the wire.
        Outbound,
        /// `web` on the wire.
        Web,
    }
    impl CallType {
        /// The string on the wire.
        pub const fn as_str(&self) -> &'static ::std::primitive::str {
            match self {
                Self::Inbound => "inbound",
                Self::Outbound => "outbound",
                Self::Web => "web",
            }
        }
    }
    crate::model::texts! {
        CallType { Inbound = "inbound", Outbound = "outbound", Web = "web", }
    }
    ///A campaign, which calls a list of leads. Documented.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Campaign {
        /// The id of the campaign. Documented.
        pub id: ::std::option::Option<u64>,
        /// Name of the campaign. Documented.
        pub name: ::std::option::Option<::std::string::String>,
        /// State of the campaign; any string. Documented.
        pub status: ::std::option::Option<::std::string::String>,
        /// The time of day from which leads are called, such as `09:00`, without a time zone. Documented.
        pub allowed_hours_start_time: ::std::option::Option<::std::string::String>,
        /// The time of day until which leads are called, such as `17:00`, without a time zone. Documented.
        pub allowed_hours_end_time: ::std::option::Option<::std::string::String>,
        /// The days on which leads are called, such as `monday`. Documented.
        pub allowed_days: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
        /// The maximum number of calls at a time. Documented.
        pub max_calls_in_parallel: ::std::option::Option<u64>,
        /// The maximum number of further calls to a lead. Documented.
        pub max_retries: ::std::option::Option<u64>,
        /// The delay before a lead is called again, in minutes. Documented.
        pub retry_interval: ::std::option::Option<u64>,
        /// When the campaign was created. Documented as RFC 3339.
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// When the campaign changed last. Documented as RFC 3339.
        pub updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Campaign {
        /// A builder without any field.
        pub fn builder() -> builder::Campaign {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        Campaign { "id" : optional id : u64, "name" : optional name :
        ::std::string::String, "status" : optional status : ::std::string::String,
        "allowed_hours_start_time" : optional allowed_hours_start_time :
        ::std::string::String, "allowed_hours_end_time" : optional allowed_hours_end_time
        : ::std::string::String, "allowed_days" : optional allowed_days : ::std::vec::Vec
        < ::std::string::String >, "max_calls_in_parallel" : optional
        max_calls_in_parallel : u64, "max_retries" : optional max_retries : u64,
        "retry_interval" : optional retry_interval : u64, "created_at" : optional
        created_at : ::intellixent::wire::Timestamp, "updated_at" : optional updated_at :
        ::intellixent::wire::Timestamp, }
    }
    ///The response to a request that changes something. Seen on sibling deployments.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Done {
        /// The server's message. Seen on sibling deployments.
        pub message: ::std::option::Option<::std::string::String>,
        /// Additional data, any JSON. Seen on sibling deployments.
        pub data: ::std::option::Option<::serde_json::Value>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Done {
        /// A builder without any field.
        pub fn builder() -> builder::Done {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        Done { "message" : optional message : ::std::string::String, "data" : optional
        data : ::serde_json::Value, }
    }
    ///One described result of the evaluation after a call. Seen on sibling deployments.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct EvaluationField {
        /// Name of the result. Seen on sibling deployments.
        pub name: ::std::option::Option<::std::string::String>,
        /// Type of the value; any string. Seen on sibling deployments.
        pub type_: ::std::option::Option<::std::string::String>,
        /// The result itself, any JSON. Seen on sibling deployments.
        pub value: ::std::option::Option<::serde_json::Value>,
        /// What the result means, if the customer described it. Seen on sibling deployments.
        pub description: ::std::option::Option<::std::string::String>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl EvaluationField {
        /// A builder without any field.
        pub fn builder() -> builder::EvaluationField {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        EvaluationField { "name" : optional name : ::std::string::String, "type" :
        optional type_ : ::std::string::String, "value" : optional value :
        ::serde_json::Value, "description" : optional description :
        ::std::string::String, }
    }
    ///What the platform posts to the customer's own server after a call. Documented.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct FinishedCall {
        /// The id of the call. Documented.
        pub id: u64,
        /// Phone number of the other party, in E.164 form. Documented.
        pub customer_phone: ::std::option::Option<::std::string::String>,
        /// Phone number that the assistant used, in E.164 form. Documented.
        pub assistant_phone: ::std::option::Option<::std::string::String>,
        /// How long the call lasted, in seconds. Documented.
        pub duration: ::std::option::Option<u64>,
        /** Final state of the call, which may also be `unanswered`. Documented; `voicemail` seen on sibling
deployments.*/
        pub status: ::std::option::Option<::intellixent::wire::OpenEnum<CallStatus>>,
        /** What the assistant collected: by default `status`, a boolean, and `summary`, a string. Documented as an
object; an empty array, for no variables, seen on sibling deployments.*/
        pub extracted_variables: ::std::option::Option<::intellixent::wire::Variables>,
        /** What the assistant knew before the call. Documented as an object; an empty array, for no variables, seen
on sibling deployments.*/
        pub input_variables: ::std::option::Option<::intellixent::wire::Variables>,
        /// What was said. Documented as an array of turns; one string seen on sibling deployments.
        pub transcript: ::std::option::Option<::intellixent::wire::Transcript>,
        /** What was said, as text. Each line starts with `AI: ` or `Customer: `. Documented; absent on sibling
deployments.*/
        pub formatted_transcript: ::std::option::Option<::std::string::String>,
        /// The URL of the recording, if that option is on. Documented; `null` seen on sibling deployments.
        pub recording_url: ::std::option::Option<::std::string::String>,
        /// When the call was created. Documented as RFC 3339.
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// When the call ended: the `updated_at` of the call. Documented as RFC 3339.
        pub finished_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// Who was called, for a call of a campaign. Documented; `null` seen on sibling deployments.
        pub lead: ::std::option::Option<::intellixent::types::Lead>,
        /// The campaign. Documented inside `lead`; beside it seen on sibling deployments.
        pub campaign: ::std::option::Option<::intellixent::types::Campaign>,
        /// The calls to which this one was transferred. Documented.
        pub transfers: ::std::option::Option<::std::vec::Vec<Transfer>>,
        /// The id of the assistant, a UUID. Seen on sibling deployments.
        pub assistant_id: ::std::option::Option<::std::string::String>,
        /// Name of the assistant. Seen on sibling deployments.
        pub assistant_name: ::std::option::Option<::std::string::String>,
        /// The type of the call. Seen on sibling deployments.
        pub type_: ::std::option::Option<::intellixent::wire::OpenEnum<CallType>>,
        /// Who ended the call; any string. Seen on sibling deployments.
        pub ended_by: ::std::option::Option<::std::string::String>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl FinishedCall {
        /// A builder without any field.
        pub fn builder() -> builder::FinishedCall {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        FinishedCall { "id" : required id : u64, "customer_phone" : optional
        customer_phone : ::std::string::String, "assistant_phone" : optional
        assistant_phone : ::std::string::String, "duration" : optional duration : u64,
        "status" : optional status : ::intellixent::wire::OpenEnum < CallStatus, >,
        "extracted_variables" : optional extracted_variables :
        ::intellixent::wire::Variables, "input_variables" : optional input_variables :
        ::intellixent::wire::Variables, "transcript" : optional transcript :
        ::intellixent::wire::Transcript, "formatted_transcript" : optional
        formatted_transcript : ::std::string::String, "recording_url" : optional
        recording_url : ::std::string::String, "created_at" : optional created_at :
        ::intellixent::wire::Timestamp, "finished_at" : optional finished_at :
        ::intellixent::wire::Timestamp, "lead" : optional lead :
        ::intellixent::types::Lead, "campaign" : optional campaign :
        ::intellixent::types::Campaign, "transfers" : optional transfers :
        ::std::vec::Vec < Transfer >, "assistant_id" : optional assistant_id :
        ::std::string::String, "assistant_name" : optional assistant_name :
        ::std::string::String, "type" : optional type_ : ::intellixent::wire::OpenEnum <
        CallType, >, "ended_by" : optional ended_by : ::std::string::String, }
    }
    ///A person whom a campaign calls. Documented.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Lead {
        /// The id of the lead. Documented.
        pub id: ::std::option::Option<u64>,
        /// Phone number of the lead. Documented.
        pub phone_number: ::std::option::Option<::std::string::String>,
        /// The variables of the lead. Documented.
        pub variables: ::std::option::Option<::intellixent::wire::Variables>,
        /// State of the lead; any string. Documented.
        pub status: ::std::option::Option<::std::string::String>,
        /// The number of calls to the lead so far. Documented.
        pub call_tries: ::std::option::Option<u64>,
        /// When the lead was created. Documented as RFC 3339.
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// When the lead changed last. Documented as RFC 3339.
        pub updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// The campaign. Documented.
        pub campaign: ::std::option::Option<::intellixent::types::Campaign>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Lead {
        /// A builder without any field.
        pub fn builder() -> builder::Lead {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        Lead { "id" : optional id : u64, "phone_number" : optional phone_number :
        ::std::string::String, "variables" : optional variables :
        ::intellixent::wire::Variables, "status" : optional status :
        ::std::string::String, "call_tries" : optional call_tries : u64, "created_at" :
        optional created_at : ::intellixent::wire::Timestamp, "updated_at" : optional
        updated_at : ::intellixent::wire::Timestamp, "campaign" : optional campaign :
        ::intellixent::types::Campaign, }
    }
    ///A call to be made by an assistant. Seen on sibling deployments.
    #[derive(Clone, PartialEq)]
    #[non_exhaustive]
    pub struct NewCall {
        /// The assistant that calls. Seen on sibling deployments.
        pub assistant_id: u64,
        /// The number to call, in E.164 form. Seen on sibling deployments.
        pub phone_number: ::std::string::String,
        /** Values by name: what the assistant collected during the call, or knows at its start (documented). An empty
array if there are none (seen on sibling deployments).*/
        pub variables: ::std::option::Option<::intellixent::wire::Variables>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl NewCall {
        /// A builder without any field.
        pub fn builder() -> builder::NewCall {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        NewCall { "assistant_id" : required assistant_id : u64, "phone_number" : required
        phone_number : ::std::string::String, "variables" : optional variables :
        ::intellixent::wire::Variables, }
    }
    ///A link to a page, for an HTML page. Documented, in the example alone.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct PageLink {
        /// The URL. Documented, in the example alone.
        pub url: ::std::option::Option<::std::string::String>,
        /// The label, as HTML. Documented, in the example alone.
        pub label: ::std::option::Option<::std::string::String>,
        /// Whether it is the link to this page. Documented, in the example alone.
        pub active: ::std::option::Option<bool>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl PageLink {
        /// A builder without any field.
        pub fn builder() -> builder::PageLink {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        PageLink { "url" : optional url : ::std::string::String, "label" : optional label
        : ::std::string::String, "active" : optional active : bool, }
    }
    ///The known parties of a conversation. Seen on sibling deployments.
    #[derive(Clone, Copy, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]
    #[non_exhaustive]
    pub enum Sender {
        /// `bot` on the wire.
        Bot,
        /// `human` on the wire.
        Human,
    }
    impl Sender {
        /// The string on the wire.
        pub const fn as_str(&self) -> &'static ::std::primitive::str {
            match self {
                Self::Bot => "bot",
                Self::Human => "human",
            }
        }
    }
    crate::model::texts! {
        Sender { Bot = "bot", Human = "human", }
    }
    ///One turn of a conversation. Seen on sibling deployments.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct TranscriptTurn {
        /// What was said in this turn. Seen on sibling deployments.
        pub text: ::std::option::Option<::std::string::String>,
        /// Kind of the turn; any string. Seen on sibling deployments.
        pub type_: ::std::option::Option<::std::string::String>,
        /// Who said it. The list is seen on sibling deployments and may grow.
        pub sender: ::std::option::Option<::intellixent::wire::OpenEnum<Sender>>,
        /// When it was said, in Unix seconds with a fraction. Seen on sibling deployments.
        pub timestamp: ::std::option::Option<f64>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl TranscriptTurn {
        /// A builder without any field.
        pub fn builder() -> builder::TranscriptTurn {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        TranscriptTurn { "text" : optional text : ::std::string::String, "type" :
        optional type_ : ::std::string::String, "sender" : optional sender :
        ::intellixent::wire::OpenEnum < Sender, >, "timestamp" : optional timestamp :
        f64, }
    }
    ///A call to which another one was transferred. Documented.
    #[derive(Clone, Default, PartialEq)]
    #[non_exhaustive]
    pub struct Transfer {
        /// The id of the call to which this one was transferred. Documented.
        pub id: ::std::option::Option<u64>,
        /// Final state of that call. Documented.
        pub status: ::std::option::Option<::intellixent::wire::OpenEnum<CallStatus>>,
        /// The number to which it was transferred. Documented.
        pub transfer_to: ::std::option::Option<::std::string::String>,
        /// How long that call lasted, in seconds. Documented.
        pub duration: ::std::option::Option<u64>,
        /// What the phone carrier charged for it, in US dollars. Documented.
        pub carrier_cost: ::std::option::Option<::intellixent::wire::Usd>,
        /// What was said in it: an array of turns, or `null`. Documented.
        pub transcript: ::std::option::Option<::intellixent::wire::Transcript>,
        /// What was said in it, as text. Documented.
        pub formatted_transcript: ::std::option::Option<::std::string::String>,
        /// Where its recording can be fetched. Documented.
        pub recording_url: ::std::option::Option<::std::string::String>,
        /// When it was created. Documented as RFC 3339.
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// When it ended. Documented as RFC 3339.
        pub finished_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Transfer {
        /// A builder without any field.
        pub fn builder() -> builder::Transfer {
            ::std::default::Default::default()
        }
        /// Decodes JSON that the client did not fetch; see [`from_slice`](crate::from_slice).
        ///
        /// # Errors
        ///
        /// If the bytes are not JSON or not a value of this type.
        pub fn from_slice(json: &[u8]) -> ::std::result::Result<Self, crate::Error> {
            crate::from_slice(json)
        }
        /// The documented fields, at any level, whose value has an undocumented form; see
        /// [`Misfit`](intellixent::Misfit).
        pub fn misfits(&self) -> ::std::vec::Vec<::intellixent::Misfit<'_>> {
            crate::model::Model::all_misfits(self)
        }
    }
    crate::model::object! {
        Transfer { "id" : optional id : u64, "status" : optional status :
        ::intellixent::wire::OpenEnum < CallStatus, >, "transfer_to" : optional
        transfer_to : ::std::string::String, "duration" : optional duration : u64,
        "carrier_cost" : optional carrier_cost : ::intellixent::wire::Usd, "transcript" :
        optional transcript : ::intellixent::wire::Transcript, "formatted_transcript" :
        optional formatted_transcript : ::std::string::String, "recording_url" : optional
        recording_url : ::std::string::String, "created_at" : optional created_at :
        ::intellixent::wire::Timestamp, "finished_at" : optional finished_at :
        ::intellixent::wire::Timestamp, }
    }
    #[cfg(feature = "schemars")]
    crate::model::schemas! {
        "AnsweredBy" => AnsweredBy, "ApiError" => ApiError, "Call" => Call, "CallPage" =>
        CallPage, "CallStatus" => CallStatus, "CallType" => CallType, "Campaign" =>
        Campaign, "Done" => Done, "Evaluation" => intellixent::wire::Evaluation,
        "EvaluationField" => EvaluationField, "FinishedCall" => FinishedCall, "Lead" =>
        Lead, "Messages" => intellixent::wire::Messages, "NewCall" => NewCall, "PageLink"
        => PageLink, "Sender" => Sender, "Timestamp" => intellixent::wire::Timestamp,
        "Transcript" => intellixent::wire::Transcript, "TranscriptTurn" =>
        TranscriptTurn, "Transfer" => Transfer, "Usd" => intellixent::wire::Usd,
        "Variables" => intellixent::wire::Variables,; "FieldErrors" :
        ::std::option::Option < std::collections::BTreeMap < String,
        intellixent::wire::Messages > >, "OpenAnsweredBy" : ::std::option::Option <
        intellixent::wire::OpenEnum < AnsweredBy > >, "OpenCallStatus" :
        ::std::option::Option < intellixent::wire::OpenEnum < CallStatus > >,
        "OpenCallType" : ::std::option::Option < intellixent::wire::OpenEnum < CallType >
        >, "OpenSender" : intellixent::wire::OpenEnum < Sender >, "OptionalCampaign" :
        ::std::option::Option < intellixent::types::Campaign >, "OptionalLead" :
        ::std::option::Option < intellixent::types::Lead >,
    }
    /// Builders of the types.
    pub mod builder {
        /// Builder of [`ApiError`](super::ApiError).
        #[derive(Clone, Debug, Default)]
        pub struct ApiError {
            problem_: ::std::option::Option<crate::ConversionError>,
            message: ::std::option::Option<::std::string::String>,
            errors: ::std::option::Option<
                ::std::collections::BTreeMap<
                    ::std::string::String,
                    ::intellixent::wire::Messages,
                >,
            >,
            error: ::std::option::Option<::std::string::String>,
            error_code: ::std::option::Option<::std::string::String>,
            success: ::std::option::Option<bool>,
            retry_after: ::std::option::Option<f64>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl ApiError {
            /// The server's error message. Documented.
            pub fn message<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.message,
                    "message",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The problems of the request's fields, by the name of the field. Only in some errors. Documented.
            pub fn errors<How>(
                mut self,
                value: impl crate::Given<
                    ::std::collections::BTreeMap<
                        ::std::string::String,
                        ::intellixent::wire::Messages,
                    >,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.errors, "errors", value, &mut self.problem_);
                self
            }
            /// The error message of endpoints without `message`. Documented for phone numbers and messages.
            pub fn error<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.error, "error", value, &mut self.problem_);
                self
            }
            /// The code of the error, beside `error`. Documented for messages.
            pub fn error_code<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.error_code,
                    "error_code",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Always `false`, beside `error`. Documented for messages.
            pub fn success<How>(mut self, value: impl crate::Given<bool, How>) -> Self {
                crate::model::set(
                    &mut self.success,
                    "success",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The delay before the next request, in seconds. Only with status 429. Documented.
            pub fn retry_after<How>(
                mut self,
                value: impl crate::Given<f64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.retry_after,
                    "retry_after",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::ApiError, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::ApiError {
                    message: self.message,
                    errors: self.errors,
                    error: self.error,
                    error_code: self.error_code,
                    success: self.success,
                    retry_after: self.retry_after,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<ApiError> for super::ApiError {
            type Error = crate::ConversionError;
            fn try_from(
                value: ApiError,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::ApiError> for ApiError {
            fn from(value: super::ApiError) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    message: value.message,
                    errors: value.errors,
                    error: value.error,
                    error_code: value.error_code,
                    success: value.success,
                    retry_after: value.retry_after,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`Call`](super::Call).
        #[derive(Clone, Debug, Default)]
        pub struct Call {
            problem_: ::std::option::Option<crate::ConversionError>,
            id: ::std::option::Option<u64>,
            assistant_name: ::std::option::Option<::std::string::String>,
            campaign_name: ::std::option::Option<::std::string::String>,
            type_: ::std::option::Option<::intellixent::wire::OpenEnum<super::CallType>>,
            duration: ::std::option::Option<u64>,
            assistant_phone_number: ::std::option::Option<::std::string::String>,
            client_phone_number: ::std::option::Option<::std::string::String>,
            status: ::std::option::Option<
                ::intellixent::wire::OpenEnum<super::CallStatus>,
            >,
            transcript: ::std::option::Option<::intellixent::wire::Transcript>,
            variables: ::std::option::Option<::intellixent::wire::Variables>,
            evaluation: ::std::option::Option<::intellixent::wire::Evaluation>,
            webhook_response: ::std::option::Option<::serde_json::Value>,
            carrier_cost: ::std::option::Option<::intellixent::wire::Usd>,
            total_cost: ::std::option::Option<::intellixent::wire::Usd>,
            answered_by: ::std::option::Option<
                ::intellixent::wire::OpenEnum<super::AnsweredBy>,
            >,
            recording_url: ::std::option::Option<::std::string::String>,
            created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl Call {
            /// The id of the call. Always present. Documented.
            pub fn id<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.id, "id", value, &mut self.problem_);
                self
            }
            /// Name of the assistant that handled the call. Documented; `null` seen on sibling deployments.
            pub fn assistant_name<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_name,
                    "assistant_name",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Name of the campaign that the call was part of, if any. Documented; `null` seen on sibling deployments.
            pub fn campaign_name<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.campaign_name,
                    "campaign_name",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The type of the call. The values are documented; the server may add others, so any string is accepted.
            pub fn type_<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::CallType>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.type_, "type", value, &mut self.problem_);
                self
            }
            /// How long the call lasted, in seconds. Documented.
            pub fn duration<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(
                    &mut self.duration,
                    "duration",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Phone number that the assistant used. Documented; `null` seen on sibling deployments.
            pub fn assistant_phone_number<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_phone_number,
                    "assistant_phone_number",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Phone number of the other party. Documented; `null` seen on sibling deployments.
            pub fn client_phone_number<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.client_phone_number,
                    "client_phone_number",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Final state of the call. Documented as a string; the server may add values, so any string is accepted.
            pub fn status<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::CallStatus>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.status, "status", value, &mut self.problem_);
                self
            }
            /** What was said: the whole conversation as one string (documented), or an array of turns (seen on sibling
deployments).*/
            pub fn transcript<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Transcript, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.transcript,
                    "transcript",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** Values by name: what the assistant collected during the call, or knows at its start (documented). An empty
array if there are none (seen on sibling deployments).*/
            pub fn variables<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Variables, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.variables,
                    "variables",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** The result of the evaluation after the call: values by name (documented), or an array of fields, empty if
there are none (seen on sibling deployments).*/
            pub fn evaluation<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Evaluation, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.evaluation,
                    "evaluation",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** The response of the customer's own webhook: any JSON. Documented as an object; `null` and other forms seen
on sibling deployments.*/
            pub fn webhook_response(
                mut self,
                value: impl crate::Given<::serde_json::Value, crate::model::Itself>,
            ) -> Self {
                crate::model::set(
                    &mut self.webhook_response,
                    "webhook_response",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** What the phone carrier charged, in US dollars. Documented as a number; a decimal string seen on
sibling deployments.*/
            pub fn carrier_cost<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Usd, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.carrier_cost,
                    "carrier_cost",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** The total cost of the call, in US dollars. Documented as a number; a decimal string seen on sibling
deployments.*/
            pub fn total_cost<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Usd, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.total_cost,
                    "total_cost",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** Who answered the call. The known values are documented; the server may add others, so any string is accepted;
`null` seen on sibling deployments.*/
            pub fn answered_by<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::AnsweredBy>,
                    How,
                >,
            ) -> Self {
                crate::model::set(
                    &mut self.answered_by,
                    "answered_by",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** The URL of the recording, if recording is enabled and the file exists. Its host and file type vary.
Documented; `null` seen on sibling deployments.*/
            pub fn recording_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.recording_url,
                    "recording_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the call was created. Documented without a time zone; RFC 3339 seen on sibling deployments.
            pub fn created_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.created_at,
                    "created_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** When the call last changed, for example by ending. Documented without a time zone; RFC 3339 seen on
sibling deployments.*/
            pub fn updated_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.updated_at,
                    "updated_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::Call, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::Call {
                    id: crate::model::needed("id", self.id)?,
                    assistant_name: self.assistant_name,
                    campaign_name: self.campaign_name,
                    type_: self.type_,
                    duration: self.duration,
                    assistant_phone_number: self.assistant_phone_number,
                    client_phone_number: self.client_phone_number,
                    status: self.status,
                    transcript: self.transcript,
                    variables: self.variables,
                    evaluation: self.evaluation,
                    webhook_response: self.webhook_response,
                    carrier_cost: self.carrier_cost,
                    total_cost: self.total_cost,
                    answered_by: self.answered_by,
                    recording_url: self.recording_url,
                    created_at: self.created_at,
                    updated_at: self.updated_at,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<Call> for super::Call {
            type Error = crate::ConversionError;
            fn try_from(
                value: Call,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::Call> for Call {
            fn from(value: super::Call) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    id: ::std::option::Option::Some(value.id),
                    assistant_name: value.assistant_name,
                    campaign_name: value.campaign_name,
                    type_: value.type_,
                    duration: value.duration,
                    assistant_phone_number: value.assistant_phone_number,
                    client_phone_number: value.client_phone_number,
                    status: value.status,
                    transcript: value.transcript,
                    variables: value.variables,
                    evaluation: value.evaluation,
                    webhook_response: value.webhook_response,
                    carrier_cost: value.carrier_cost,
                    total_cost: value.total_cost,
                    answered_by: value.answered_by,
                    recording_url: value.recording_url,
                    created_at: value.created_at,
                    updated_at: value.updated_at,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`CallPage`](super::CallPage).
        #[derive(Clone, Debug, Default)]
        pub struct CallPage {
            problem_: ::std::option::Option<crate::ConversionError>,
            current_page: ::std::option::Option<u64>,
            data: ::std::option::Option<::std::vec::Vec<super::Call>>,
            first_page_url: ::std::option::Option<::std::string::String>,
            from: ::std::option::Option<u64>,
            last_page: ::std::option::Option<u64>,
            last_page_url: ::std::option::Option<::std::string::String>,
            links: ::std::option::Option<::std::vec::Vec<super::PageLink>>,
            next_page_url: ::std::option::Option<::std::string::String>,
            path: ::std::option::Option<::std::string::String>,
            per_page: ::std::option::Option<u64>,
            prev_page_url: ::std::option::Option<::std::string::String>,
            to: ::std::option::Option<u64>,
            total: ::std::option::Option<u64>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl CallPage {
            /// The number of this page, from 1. Documented.
            pub fn current_page<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.current_page,
                    "current_page",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The calls of this page. Documented.
            pub fn data<How>(
                mut self,
                value: impl crate::Given<::std::vec::Vec<super::Call>, How>,
            ) -> Self {
                crate::model::set(&mut self.data, "data", value, &mut self.problem_);
                self
            }
            /// The URL of the first page. Documented, in the example alone.
            pub fn first_page_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.first_page_url,
                    "first_page_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The position of this page's first call in the list, from 1. Documented, in the example alone.
            pub fn from<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.from, "from", value, &mut self.problem_);
                self
            }
            /// The number of pages. Documented.
            pub fn last_page<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(
                    &mut self.last_page,
                    "last_page",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The URL of the last page. Documented, in the example alone.
            pub fn last_page_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.last_page_url,
                    "last_page_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The links between the pages, for an HTML page. Documented, in the example alone.
            pub fn links<How>(
                mut self,
                value: impl crate::Given<::std::vec::Vec<super::PageLink>, How>,
            ) -> Self {
                crate::model::set(&mut self.links, "links", value, &mut self.problem_);
                self
            }
            /// The URL of the next page. Documented, in the example alone.
            pub fn next_page_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.next_page_url,
                    "next_page_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The URL of the list, without a query. Documented, in the example alone.
            pub fn path<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.path, "path", value, &mut self.problem_);
                self
            }
            /// The maximum number of calls per page. Documented.
            pub fn per_page<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(
                    &mut self.per_page,
                    "per_page",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The URL of the previous page. Documented, in the example alone.
            pub fn prev_page_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.prev_page_url,
                    "prev_page_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The position of this page's last call in the list, from 1. Documented, in the example alone.
            pub fn to<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.to, "to", value, &mut self.problem_);
                self
            }
            /// The number of calls on all pages. Documented.
            pub fn total<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.total, "total", value, &mut self.problem_);
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::CallPage, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::CallPage {
                    current_page: self.current_page,
                    data: crate::model::needed("data", self.data)?,
                    first_page_url: self.first_page_url,
                    from: self.from,
                    last_page: self.last_page,
                    last_page_url: self.last_page_url,
                    links: self.links,
                    next_page_url: self.next_page_url,
                    path: self.path,
                    per_page: self.per_page,
                    prev_page_url: self.prev_page_url,
                    to: self.to,
                    total: self.total,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<CallPage> for super::CallPage {
            type Error = crate::ConversionError;
            fn try_from(
                value: CallPage,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::CallPage> for CallPage {
            fn from(value: super::CallPage) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    current_page: value.current_page,
                    data: ::std::option::Option::Some(value.data),
                    first_page_url: value.first_page_url,
                    from: value.from,
                    last_page: value.last_page,
                    last_page_url: value.last_page_url,
                    links: value.links,
                    next_page_url: value.next_page_url,
                    path: value.path,
                    per_page: value.per_page,
                    prev_page_url: value.prev_page_url,
                    to: value.to,
                    total: value.total,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`Campaign`](super::Campaign).
        #[derive(Clone, Debug, Default)]
        pub struct Campaign {
            problem_: ::std::option::Option<crate::ConversionError>,
            id: ::std::option::Option<u64>,
            name: ::std::option::Option<::std::string::String>,
            status: ::std::option::Option<::std::string::String>,
            allowed_hours_start_time: ::std::option::Option<::std::string::String>,
            allowed_hours_end_time: ::std::option::Option<::std::string::String>,
            allowed_days: ::std::option::Option<::std::vec::Vec<::std::string::String>>,
            max_calls_in_parallel: ::std::option::Option<u64>,
            max_retries: ::std::option::Option<u64>,
            retry_interval: ::std::option::Option<u64>,
            created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl Campaign {
            /// The id of the campaign. Documented.
            pub fn id<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.id, "id", value, &mut self.problem_);
                self
            }
            /// Name of the campaign. Documented.
            pub fn name<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.name, "name", value, &mut self.problem_);
                self
            }
            /// State of the campaign; any string. Documented.
            pub fn status<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.status, "status", value, &mut self.problem_);
                self
            }
            /// The time of day from which leads are called, such as `09:00`, without a time zone. Documented.
            pub fn allowed_hours_start_time<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.allowed_hours_start_time,
                    "allowed_hours_start_time",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The time of day until which leads are called, such as `17:00`, without a time zone. Documented.
            pub fn allowed_hours_end_time<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.allowed_hours_end_time,
                    "allowed_hours_end_time",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The days on which leads are called, such as `monday`. Documented.
            pub fn allowed_days<How>(
                mut self,
                value: impl crate::Given<::std::vec::Vec<::std::string::String>, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.allowed_days,
                    "allowed_days",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The maximum number of calls at a time. Documented.
            pub fn max_calls_in_parallel<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.max_calls_in_parallel,
                    "max_calls_in_parallel",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The maximum number of further calls to a lead. Documented.
            pub fn max_retries<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.max_retries,
                    "max_retries",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The delay before a lead is called again, in minutes. Documented.
            pub fn retry_interval<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.retry_interval,
                    "retry_interval",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the campaign was created. Documented as RFC 3339.
            pub fn created_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.created_at,
                    "created_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the campaign changed last. Documented as RFC 3339.
            pub fn updated_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.updated_at,
                    "updated_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::Campaign, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::Campaign {
                    id: self.id,
                    name: self.name,
                    status: self.status,
                    allowed_hours_start_time: self.allowed_hours_start_time,
                    allowed_hours_end_time: self.allowed_hours_end_time,
                    allowed_days: self.allowed_days,
                    max_calls_in_parallel: self.max_calls_in_parallel,
                    max_retries: self.max_retries,
                    retry_interval: self.retry_interval,
                    created_at: self.created_at,
                    updated_at: self.updated_at,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<Campaign> for super::Campaign {
            type Error = crate::ConversionError;
            fn try_from(
                value: Campaign,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::Campaign> for Campaign {
            fn from(value: super::Campaign) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    id: value.id,
                    name: value.name,
                    status: value.status,
                    allowed_hours_start_time: value.allowed_hours_start_time,
                    allowed_hours_end_time: value.allowed_hours_end_time,
                    allowed_days: value.allowed_days,
                    max_calls_in_parallel: value.max_calls_in_parallel,
                    max_retries: value.max_retries,
                    retry_interval: value.retry_interval,
                    created_at: value.created_at,
                    updated_at: value.updated_at,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`Done`](super::Done).
        #[derive(Clone, Debug, Default)]
        pub struct Done {
            problem_: ::std::option::Option<crate::ConversionError>,
            message: ::std::option::Option<::std::string::String>,
            data: ::std::option::Option<::serde_json::Value>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl Done {
            /// The server's message. Seen on sibling deployments.
            pub fn message<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.message,
                    "message",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Additional data, any JSON. Seen on sibling deployments.
            pub fn data(
                mut self,
                value: impl crate::Given<::serde_json::Value, crate::model::Itself>,
            ) -> Self {
                crate::model::set(&mut self.data, "data", value, &mut self.problem_);
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::Done, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::Done {
                    message: self.message,
                    data: self.data,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<Done> for super::Done {
            type Error = crate::ConversionError;
            fn try_from(
                value: Done,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::Done> for Done {
            fn from(value: super::Done) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    message: value.message,
                    data: value.data,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`EvaluationField`](super::EvaluationField).
        #[derive(Clone, Debug, Default)]
        pub struct EvaluationField {
            problem_: ::std::option::Option<crate::ConversionError>,
            name: ::std::option::Option<::std::string::String>,
            type_: ::std::option::Option<::std::string::String>,
            value: ::std::option::Option<::serde_json::Value>,
            description: ::std::option::Option<::std::string::String>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl EvaluationField {
            /// Name of the result. Seen on sibling deployments.
            pub fn name<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.name, "name", value, &mut self.problem_);
                self
            }
            /// Type of the value; any string. Seen on sibling deployments.
            pub fn type_<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.type_, "type", value, &mut self.problem_);
                self
            }
            /// The result itself, any JSON. Seen on sibling deployments.
            pub fn value(
                mut self,
                value: impl crate::Given<::serde_json::Value, crate::model::Itself>,
            ) -> Self {
                crate::model::set(&mut self.value, "value", value, &mut self.problem_);
                self
            }
            /// What the result means, if the customer described it. Seen on sibling deployments.
            pub fn description<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.description,
                    "description",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::EvaluationField, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::EvaluationField {
                    name: self.name,
                    type_: self.type_,
                    value: self.value,
                    description: self.description,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<EvaluationField> for super::EvaluationField {
            type Error = crate::ConversionError;
            fn try_from(
                value: EvaluationField,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::EvaluationField> for EvaluationField {
            fn from(value: super::EvaluationField) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    name: value.name,
                    type_: value.type_,
                    value: value.value,
                    description: value.description,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`FinishedCall`](super::FinishedCall).
        #[derive(Clone, Debug, Default)]
        pub struct FinishedCall {
            problem_: ::std::option::Option<crate::ConversionError>,
            id: ::std::option::Option<u64>,
            customer_phone: ::std::option::Option<::std::string::String>,
            assistant_phone: ::std::option::Option<::std::string::String>,
            duration: ::std::option::Option<u64>,
            status: ::std::option::Option<
                ::intellixent::wire::OpenEnum<super::CallStatus>,
            >,
            extracted_variables: ::std::option::Option<::intellixent::wire::Variables>,
            input_variables: ::std::option::Option<::intellixent::wire::Variables>,
            transcript: ::std::option::Option<::intellixent::wire::Transcript>,
            formatted_transcript: ::std::option::Option<::std::string::String>,
            recording_url: ::std::option::Option<::std::string::String>,
            created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            finished_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            lead: ::std::option::Option<::intellixent::types::Lead>,
            campaign: ::std::option::Option<::intellixent::types::Campaign>,
            transfers: ::std::option::Option<::std::vec::Vec<super::Transfer>>,
            assistant_id: ::std::option::Option<::std::string::String>,
            assistant_name: ::std::option::Option<::std::string::String>,
            type_: ::std::option::Option<::intellixent::wire::OpenEnum<super::CallType>>,
            ended_by: ::std::option::Option<::std::string::String>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl FinishedCall {
            /// The id of the call. Documented.
            pub fn id<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.id, "id", value, &mut self.problem_);
                self
            }
            /// Phone number of the other party, in E.164 form. Documented.
            pub fn customer_phone<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.customer_phone,
                    "customer_phone",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Phone number that the assistant used, in E.164 form. Documented.
            pub fn assistant_phone<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_phone,
                    "assistant_phone",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// How long the call lasted, in seconds. Documented.
            pub fn duration<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(
                    &mut self.duration,
                    "duration",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** Final state of the call, which may also be `unanswered`. Documented; `voicemail` seen on sibling
deployments.*/
            pub fn status<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::CallStatus>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.status, "status", value, &mut self.problem_);
                self
            }
            /** What the assistant collected: by default `status`, a boolean, and `summary`, a string. Documented as an
object; an empty array, for no variables, seen on sibling deployments.*/
            pub fn extracted_variables<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Variables, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.extracted_variables,
                    "extracted_variables",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** What the assistant knew before the call. Documented as an object; an empty array, for no variables, seen
on sibling deployments.*/
            pub fn input_variables<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Variables, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.input_variables,
                    "input_variables",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// What was said. Documented as an array of turns; one string seen on sibling deployments.
            pub fn transcript<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Transcript, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.transcript,
                    "transcript",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** What was said, as text. Each line starts with `AI: ` or `Customer: `. Documented; absent on sibling
deployments.*/
            pub fn formatted_transcript<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.formatted_transcript,
                    "formatted_transcript",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The URL of the recording, if that option is on. Documented; `null` seen on sibling deployments.
            pub fn recording_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.recording_url,
                    "recording_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the call was created. Documented as RFC 3339.
            pub fn created_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.created_at,
                    "created_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the call ended: the `updated_at` of the call. Documented as RFC 3339.
            pub fn finished_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.finished_at,
                    "finished_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Who was called, for a call of a campaign. Documented; `null` seen on sibling deployments.
            pub fn lead<How>(
                mut self,
                value: impl crate::Given<::intellixent::types::Lead, How>,
            ) -> Self {
                crate::model::set(&mut self.lead, "lead", value, &mut self.problem_);
                self
            }
            /// The campaign. Documented inside `lead`; beside it seen on sibling deployments.
            pub fn campaign<How>(
                mut self,
                value: impl crate::Given<::intellixent::types::Campaign, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.campaign,
                    "campaign",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The calls to which this one was transferred. Documented.
            pub fn transfers<How>(
                mut self,
                value: impl crate::Given<::std::vec::Vec<super::Transfer>, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.transfers,
                    "transfers",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The id of the assistant, a UUID. Seen on sibling deployments.
            pub fn assistant_id<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_id,
                    "assistant_id",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Name of the assistant. Seen on sibling deployments.
            pub fn assistant_name<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_name,
                    "assistant_name",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The type of the call. Seen on sibling deployments.
            pub fn type_<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::CallType>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.type_, "type", value, &mut self.problem_);
                self
            }
            /// Who ended the call; any string. Seen on sibling deployments.
            pub fn ended_by<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.ended_by,
                    "ended_by",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::FinishedCall, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::FinishedCall {
                    id: crate::model::needed("id", self.id)?,
                    customer_phone: self.customer_phone,
                    assistant_phone: self.assistant_phone,
                    duration: self.duration,
                    status: self.status,
                    extracted_variables: self.extracted_variables,
                    input_variables: self.input_variables,
                    transcript: self.transcript,
                    formatted_transcript: self.formatted_transcript,
                    recording_url: self.recording_url,
                    created_at: self.created_at,
                    finished_at: self.finished_at,
                    lead: self.lead,
                    campaign: self.campaign,
                    transfers: self.transfers,
                    assistant_id: self.assistant_id,
                    assistant_name: self.assistant_name,
                    type_: self.type_,
                    ended_by: self.ended_by,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<FinishedCall> for super::FinishedCall {
            type Error = crate::ConversionError;
            fn try_from(
                value: FinishedCall,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::FinishedCall> for FinishedCall {
            fn from(value: super::FinishedCall) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    id: ::std::option::Option::Some(value.id),
                    customer_phone: value.customer_phone,
                    assistant_phone: value.assistant_phone,
                    duration: value.duration,
                    status: value.status,
                    extracted_variables: value.extracted_variables,
                    input_variables: value.input_variables,
                    transcript: value.transcript,
                    formatted_transcript: value.formatted_transcript,
                    recording_url: value.recording_url,
                    created_at: value.created_at,
                    finished_at: value.finished_at,
                    lead: value.lead,
                    campaign: value.campaign,
                    transfers: value.transfers,
                    assistant_id: value.assistant_id,
                    assistant_name: value.assistant_name,
                    type_: value.type_,
                    ended_by: value.ended_by,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`Lead`](super::Lead).
        #[derive(Clone, Debug, Default)]
        pub struct Lead {
            problem_: ::std::option::Option<crate::ConversionError>,
            id: ::std::option::Option<u64>,
            phone_number: ::std::option::Option<::std::string::String>,
            variables: ::std::option::Option<::intellixent::wire::Variables>,
            status: ::std::option::Option<::std::string::String>,
            call_tries: ::std::option::Option<u64>,
            created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            campaign: ::std::option::Option<::intellixent::types::Campaign>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl Lead {
            /// The id of the lead. Documented.
            pub fn id<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.id, "id", value, &mut self.problem_);
                self
            }
            /// Phone number of the lead. Documented.
            pub fn phone_number<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.phone_number,
                    "phone_number",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The variables of the lead. Documented.
            pub fn variables<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Variables, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.variables,
                    "variables",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// State of the lead; any string. Documented.
            pub fn status<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.status, "status", value, &mut self.problem_);
                self
            }
            /// The number of calls to the lead so far. Documented.
            pub fn call_tries<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.call_tries,
                    "call_tries",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the lead was created. Documented as RFC 3339.
            pub fn created_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.created_at,
                    "created_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When the lead changed last. Documented as RFC 3339.
            pub fn updated_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.updated_at,
                    "updated_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The campaign. Documented.
            pub fn campaign<How>(
                mut self,
                value: impl crate::Given<::intellixent::types::Campaign, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.campaign,
                    "campaign",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::Lead, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::Lead {
                    id: self.id,
                    phone_number: self.phone_number,
                    variables: self.variables,
                    status: self.status,
                    call_tries: self.call_tries,
                    created_at: self.created_at,
                    updated_at: self.updated_at,
                    campaign: self.campaign,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<Lead> for super::Lead {
            type Error = crate::ConversionError;
            fn try_from(
                value: Lead,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::Lead> for Lead {
            fn from(value: super::Lead) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    id: value.id,
                    phone_number: value.phone_number,
                    variables: value.variables,
                    status: value.status,
                    call_tries: value.call_tries,
                    created_at: value.created_at,
                    updated_at: value.updated_at,
                    campaign: value.campaign,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`NewCall`](super::NewCall).
        #[derive(Clone, Debug, Default)]
        pub struct NewCall {
            problem_: ::std::option::Option<crate::ConversionError>,
            assistant_id: ::std::option::Option<u64>,
            phone_number: ::std::option::Option<::std::string::String>,
            variables: ::std::option::Option<::intellixent::wire::Variables>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl NewCall {
            /// The assistant that calls. Seen on sibling deployments.
            pub fn assistant_id<How>(
                mut self,
                value: impl crate::Given<u64, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.assistant_id,
                    "assistant_id",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// The number to call, in E.164 form. Seen on sibling deployments.
            pub fn phone_number<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.phone_number,
                    "phone_number",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /** Values by name: what the assistant collected during the call, or knows at its start (documented). An empty
array if there are none (seen on sibling deployments).*/
            pub fn variables<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Variables, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.variables,
                    "variables",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::NewCall, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::NewCall {
                    assistant_id: crate::model::needed(
                        "assistant_id",
                        self.assistant_id,
                    )?,
                    phone_number: crate::model::needed(
                        "phone_number",
                        self.phone_number,
                    )?,
                    variables: self.variables,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<NewCall> for super::NewCall {
            type Error = crate::ConversionError;
            fn try_from(
                value: NewCall,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::NewCall> for NewCall {
            fn from(value: super::NewCall) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    assistant_id: ::std::option::Option::Some(value.assistant_id),
                    phone_number: ::std::option::Option::Some(value.phone_number),
                    variables: value.variables,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`PageLink`](super::PageLink).
        #[derive(Clone, Debug, Default)]
        pub struct PageLink {
            problem_: ::std::option::Option<crate::ConversionError>,
            url: ::std::option::Option<::std::string::String>,
            label: ::std::option::Option<::std::string::String>,
            active: ::std::option::Option<bool>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl PageLink {
            /// The URL. Documented, in the example alone.
            pub fn url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.url, "url", value, &mut self.problem_);
                self
            }
            /// The label, as HTML. Documented, in the example alone.
            pub fn label<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.label, "label", value, &mut self.problem_);
                self
            }
            /// Whether it is the link to this page. Documented, in the example alone.
            pub fn active<How>(mut self, value: impl crate::Given<bool, How>) -> Self {
                crate::model::set(&mut self.active, "active", value, &mut self.problem_);
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::PageLink, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::PageLink {
                    url: self.url,
                    label: self.label,
                    active: self.active,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<PageLink> for super::PageLink {
            type Error = crate::ConversionError;
            fn try_from(
                value: PageLink,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::PageLink> for PageLink {
            fn from(value: super::PageLink) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    url: value.url,
                    label: value.label,
                    active: value.active,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`TranscriptTurn`](super::TranscriptTurn).
        #[derive(Clone, Debug, Default)]
        pub struct TranscriptTurn {
            problem_: ::std::option::Option<crate::ConversionError>,
            text: ::std::option::Option<::std::string::String>,
            type_: ::std::option::Option<::std::string::String>,
            sender: ::std::option::Option<::intellixent::wire::OpenEnum<super::Sender>>,
            timestamp: ::std::option::Option<f64>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl TranscriptTurn {
            /// What was said in this turn. Seen on sibling deployments.
            pub fn text<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.text, "text", value, &mut self.problem_);
                self
            }
            /// Kind of the turn; any string. Seen on sibling deployments.
            pub fn type_<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(&mut self.type_, "type", value, &mut self.problem_);
                self
            }
            /// Who said it. The list is seen on sibling deployments and may grow.
            pub fn sender<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::Sender>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.sender, "sender", value, &mut self.problem_);
                self
            }
            /// When it was said, in Unix seconds with a fraction. Seen on sibling deployments.
            pub fn timestamp<How>(mut self, value: impl crate::Given<f64, How>) -> Self {
                crate::model::set(
                    &mut self.timestamp,
                    "timestamp",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::TranscriptTurn, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::TranscriptTurn {
                    text: self.text,
                    type_: self.type_,
                    sender: self.sender,
                    timestamp: self.timestamp,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<TranscriptTurn> for super::TranscriptTurn {
            type Error = crate::ConversionError;
            fn try_from(
                value: TranscriptTurn,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::TranscriptTurn> for TranscriptTurn {
            fn from(value: super::TranscriptTurn) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    text: value.text,
                    type_: value.type_,
                    sender: value.sender,
                    timestamp: value.timestamp,
                    extra: value.extra,
                }
            }
        }
        /// Builder of [`Transfer`](super::Transfer).
        #[derive(Clone, Debug, Default)]
        pub struct Transfer {
            problem_: ::std::option::Option<crate::ConversionError>,
            id: ::std::option::Option<u64>,
            status: ::std::option::Option<
                ::intellixent::wire::OpenEnum<super::CallStatus>,
            >,
            transfer_to: ::std::option::Option<::std::string::String>,
            duration: ::std::option::Option<u64>,
            carrier_cost: ::std::option::Option<::intellixent::wire::Usd>,
            transcript: ::std::option::Option<::intellixent::wire::Transcript>,
            formatted_transcript: ::std::option::Option<::std::string::String>,
            recording_url: ::std::option::Option<::std::string::String>,
            created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            finished_at: ::std::option::Option<::intellixent::wire::Timestamp>,
            extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
        }
        impl Transfer {
            /// The id of the call to which this one was transferred. Documented.
            pub fn id<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(&mut self.id, "id", value, &mut self.problem_);
                self
            }
            /// Final state of that call. Documented.
            pub fn status<How>(
                mut self,
                value: impl crate::Given<
                    ::intellixent::wire::OpenEnum<super::CallStatus>,
                    How,
                >,
            ) -> Self {
                crate::model::set(&mut self.status, "status", value, &mut self.problem_);
                self
            }
            /// The number to which it was transferred. Documented.
            pub fn transfer_to<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.transfer_to,
                    "transfer_to",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// How long that call lasted, in seconds. Documented.
            pub fn duration<How>(mut self, value: impl crate::Given<u64, How>) -> Self {
                crate::model::set(
                    &mut self.duration,
                    "duration",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// What the phone carrier charged for it, in US dollars. Documented.
            pub fn carrier_cost<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Usd, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.carrier_cost,
                    "carrier_cost",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// What was said in it: an array of turns, or `null`. Documented.
            pub fn transcript<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Transcript, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.transcript,
                    "transcript",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// What was said in it, as text. Documented.
            pub fn formatted_transcript<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.formatted_transcript,
                    "formatted_transcript",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Where its recording can be fetched. Documented.
            pub fn recording_url<How>(
                mut self,
                value: impl crate::Given<::std::string::String, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.recording_url,
                    "recording_url",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When it was created. Documented as RFC 3339.
            pub fn created_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.created_at,
                    "created_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// When it ended. Documented as RFC 3339.
            pub fn finished_at<How>(
                mut self,
                value: impl crate::Given<::intellixent::wire::Timestamp, How>,
            ) -> Self {
                crate::model::set(
                    &mut self.finished_at,
                    "finished_at",
                    value,
                    &mut self.problem_,
                );
                self
            }
            /// Undocumented fields, and documented ones whose value has an undocumented form. All of them serialize unchanged.
            pub fn extra(
                mut self,
                extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
            ) -> Self {
                self.extra = extra;
                self
            }
            /// Builds the value.
            ///
            /// # Errors
            ///
            /// If a required field is missing, or if a setter's argument cannot be converted to the type of the
            /// field. The error names the field.
            pub fn build(
                self,
            ) -> ::std::result::Result<super::Transfer, crate::ConversionError> {
                if let ::std::option::Option::Some(problem) = self.problem_ {
                    return ::std::result::Result::Err(problem);
                }
                ::std::result::Result::Ok(super::Transfer {
                    id: self.id,
                    status: self.status,
                    transfer_to: self.transfer_to,
                    duration: self.duration,
                    carrier_cost: self.carrier_cost,
                    transcript: self.transcript,
                    formatted_transcript: self.formatted_transcript,
                    recording_url: self.recording_url,
                    created_at: self.created_at,
                    finished_at: self.finished_at,
                    extra: self.extra,
                })
            }
        }
        impl ::std::convert::TryFrom<Transfer> for super::Transfer {
            type Error = crate::ConversionError;
            fn try_from(
                value: Transfer,
            ) -> ::std::result::Result<Self, crate::ConversionError> {
                value.build()
            }
        }
        impl ::std::convert::From<super::Transfer> for Transfer {
            fn from(value: super::Transfer) -> Self {
                Self {
                    problem_: ::std::option::Option::None,
                    id: value.id,
                    status: value.status,
                    transfer_to: value.transfer_to,
                    duration: value.duration,
                    carrier_cost: value.carrier_cost,
                    transcript: value.transcript,
                    formatted_transcript: value.formatted_transcript,
                    recording_url: value.recording_url,
                    created_at: value.created_at,
                    finished_at: value.finished_at,
                    extra: value.extra,
                }
            }
        }
    }
}
impl crate::paging::Page for types::CallPage {
    type Item = types::Call;
    fn current(&self) -> ::std::option::Option<::std::primitive::u64> {
        self.current_page
    }
    fn last(&self) -> ::std::option::Option<::std::primitive::u64> {
        self.last_page
    }
    fn items(&self) -> &[types::Call] {
        &self.data
    }
    fn into_items(self) -> ::std::vec::Vec<types::Call> {
        self.data
    }
    fn id(item: &types::Call) -> ::std::option::Option<::std::primitive::u64> {
        ::std::option::Option::Some(item.id)
    }
}
/// The default base URL: the first server of the document.
pub(crate) const BASE_URL: &str = "https://portal.intellixent.ai/api";
/// The operations of the API.
impl crate::Client {
    /**List calls

The calls of the authenticated user, page by page. The order is not documented; newest first is likely.

Sends `GET /user/calls`.

```no_run
# async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
let answer = client.list_calls().status("completed").per_page(100).await?;
# Ok(())
# }
```*/
    pub fn list_calls(&self) -> builder::ListCalls {
        builder::ListCalls {
            request: crate::request::Request::new(self, &builder::LIST_CALLS),
        }
    }
    /**Delete a call

Deletes the record of a call. It cannot be undone. Seen on sibling deployments.

Sends `DELETE /user/calls/{id}`.

- `id`: The id of the call. Seen on sibling deployments.

```no_run
# async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
let answer = client.delete_call(123).await?;
# Ok(())
# }
```*/
    pub fn delete_call(
        &self,
        id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
    ) -> builder::DeleteCall {
        builder::DeleteCall {
            request: crate::request::Request::new(self, &builder::DELETE_CALL)
                .path::<u64>("id", id),
        }
    }
    /**Get a call

One call of the authenticated user, with its transcript, its evaluation and its costs.

Sends `GET /user/calls/{id}`.

- `id`: The id of the call. Documented.

```no_run
# async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
let answer = client.get_call(123).await?;
# Ok(())
# }
```*/
    pub fn get_call(
        &self,
        id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
    ) -> builder::GetCall {
        builder::GetCall {
            request: crate::request::Request::new(self, &builder::GET_CALL)
                .path::<u64>("id", id),
        }
    }
    /**Make a call

An assistant calls a phone number. This costs money, so the client never retries the request. Seen on sibling
deployments.

Sends `POST /user/make_call`.

```no_run
# async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
let body: intellixent::types::NewCall = intellixent::from_slice(br#"{"assistant_id":7,"phone_number":"+15550100001","variables":{"customer_name":"John Smith"}}"#)?;
let answer = client.make_call(body).await?;
# Ok(())
# }
```*/
    pub fn make_call(
        &self,
        body: impl ::std::convert::TryInto<types::NewCall, Error: ::std::fmt::Display>,
    ) -> builder::MakeCall {
        builder::MakeCall {
            request: crate::request::Request::new(self, &builder::MAKE_CALL)
                .json::<types::NewCall>("application/json", body),
        }
    }
}
/// The requests that the methods of [`Client`](crate::Client) return: setters for optional parameters, then `.await`.
pub mod builder {
    use super::types;
    pub(super) const LIST_CALLS: crate::request::Operation = crate::request::Operation {
        id: "list_calls",
        method: ::http::Method::GET,
        path: "/user/calls",
        accept: "application/json",
        authorized: true,
    };
    pub(super) const DELETE_CALL: crate::request::Operation = crate::request::Operation {
        id: "delete_call",
        method: ::http::Method::DELETE,
        path: "/user/calls/{id}",
        accept: "application/json",
        authorized: true,
    };
    pub(super) const GET_CALL: crate::request::Operation = crate::request::Operation {
        id: "get_call",
        method: ::http::Method::GET,
        path: "/user/calls/{id}",
        accept: "application/json",
        authorized: true,
    };
    pub(super) const MAKE_CALL: crate::request::Operation = crate::request::Operation {
        id: "make_call",
        method: ::http::Method::POST,
        path: "/user/make_call",
        accept: "application/json",
        authorized: true,
    };
    ///The request of [`Client::list_calls`](crate::Client::list_calls). `.await` sends it and returns the decoded body, or an [`Error`](crate::Error).
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct ListCalls {
        pub(super) request: crate::request::Request,
    }
    impl ListCalls {
        ///Only calls with this status. Documented.
        pub fn status<How>(
            mut self,
            status: impl crate::Given<
                ::intellixent::wire::OpenEnum<types::CallStatus>,
                How,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<
                    ::intellixent::wire::OpenEnum<types::CallStatus>,
                    _,
                >("status", status);
            self
        }
        ///Only calls of this type. Documented.
        pub fn type_<How>(
            mut self,
            type_: impl crate::Given<::intellixent::wire::OpenEnum<types::CallType>, How>,
        ) -> Self {
            self.request = self
                .request
                .query::<
                    ::intellixent::wire::OpenEnum<types::CallType>,
                    _,
                >("type", type_);
            self
        }
        ///Only calls with this phone number of the other party. Whether a part of it matches is not documented.
        pub fn phone_number<How>(
            mut self,
            phone_number: impl crate::Given<::std::string::String, How>,
        ) -> Self {
            self.request = self
                .request
                .query::<::std::string::String, _>("phone_number", phone_number);
            self
        }
        ///Only calls that this assistant handled. Documented.
        pub fn assistant_id<How>(
            mut self,
            assistant_id: impl crate::Given<u64, How>,
        ) -> Self {
            self.request = self.request.query::<u64, _>("assistant_id", assistant_id);
            self
        }
        ///Only calls of this campaign. Documented.
        pub fn campaign_id<How>(
            mut self,
            campaign_id: impl crate::Given<u64, How>,
        ) -> Self {
            self.request = self.request.query::<u64, _>("campaign_id", campaign_id);
            self
        }
        ///Only calls from this date on. Documented, but not its time zone, nor whether the date is included.
        pub fn date_from<How>(
            mut self,
            date_from: impl crate::Given<::intellixent::jiff::civil::Date, How>,
        ) -> Self {
            self.request = self
                .request
                .query::<::intellixent::jiff::civil::Date, _>("date_from", date_from);
            self
        }
        ///Only calls up to this date. Documented, but not its time zone, nor whether the date is included.
        pub fn date_to<How>(
            mut self,
            date_to: impl crate::Given<::intellixent::jiff::civil::Date, How>,
        ) -> Self {
            self.request = self
                .request
                .query::<::intellixent::jiff::civil::Date, _>("date_to", date_to);
            self
        }
        ///The maximum number of calls per page, from 1 to 100. The server's default is 15. Documented.
        pub fn per_page<How>(mut self, per_page: impl crate::Given<u64, How>) -> Self {
            self.request = self.request.query::<u64, _>("per_page", per_page);
            self
        }
        ///The number of the page, from 1. Documented.
        pub fn page<How>(mut self, page: impl crate::Given<u64, How>) -> Self {
            self.request = self.request.query::<u64, _>("page", page);
            self
        }
        /**A stream of the items of all pages: from the first page, or from the one that `page` sets, with 100 items per page unless `per_page` is set. The next page is fetched while the caller works on the current one. Each item is returned once.

```no_run
# async fn example(client: intellixent::Client) -> Result<(), intellixent::Error> {
let mut items = client.list_calls().stream();
while let Some(item) = items.try_next().await? {
    println!("{:?}", item.id);
}
# Ok(())
# }
```*/
        pub fn stream(self) -> crate::paging::Items<types::CallPage> {
            crate::paging::Items::new(self.request, crate::decode::json)
        }
        /// A stream of the pages that [`stream`](Self::stream) reads.
        pub fn pages(self) -> crate::paging::Pages<types::CallPage> {
            crate::paging::Pages::new(self.request, crate::decode::json)
        }
        /// Sends the request and returns the decoded body with the status and headers of the response.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<types::CallPage>, crate::Error> {
            self.request.send(crate::decode::json).await
        }
        /// Sends the request and returns the body undecoded, to be stored, or decoded with
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<::bytes::Bytes>, crate::Error> {
            self.request.send(crate::decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for ListCalls {
        type Output = ::std::result::Result<types::CallPage, crate::Error>;
        type IntoFuture = crate::request::Sending<types::CallPage>;
        fn into_future(self) -> Self::IntoFuture {
            ::std::boxed::Box::pin(async move {
                self.send().await.map(crate::ResponseValue::into_inner)
            })
        }
    }
    ///The request of [`Client::delete_call`](crate::Client::delete_call). `.await` sends it and returns the decoded body, or an [`Error`](crate::Error).
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct DeleteCall {
        pub(super) request: crate::request::Request,
    }
    impl DeleteCall {
        /// Sends the request and returns the decoded body with the status and headers of the response.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<types::Done>, crate::Error> {
            self.request.send(crate::decode::json).await
        }
        /// Sends the request and returns the body undecoded, to be stored, or decoded with
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<::bytes::Bytes>, crate::Error> {
            self.request.send(crate::decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for DeleteCall {
        type Output = ::std::result::Result<types::Done, crate::Error>;
        type IntoFuture = crate::request::Sending<types::Done>;
        fn into_future(self) -> Self::IntoFuture {
            ::std::boxed::Box::pin(async move {
                self.send().await.map(crate::ResponseValue::into_inner)
            })
        }
    }
    ///The request of [`Client::get_call`](crate::Client::get_call). `.await` sends it and returns the decoded body, or an [`Error`](crate::Error).
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct GetCall {
        pub(super) request: crate::request::Request,
    }
    impl GetCall {
        /// Sends the request and returns the decoded body with the status and headers of the response.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<types::Call>, crate::Error> {
            self.request.send(crate::decode::json).await
        }
        /// Sends the request and returns the body undecoded, to be stored, or decoded with
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<::bytes::Bytes>, crate::Error> {
            self.request.send(crate::decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for GetCall {
        type Output = ::std::result::Result<types::Call, crate::Error>;
        type IntoFuture = crate::request::Sending<types::Call>;
        fn into_future(self) -> Self::IntoFuture {
            ::std::boxed::Box::pin(async move {
                self.send().await.map(crate::ResponseValue::into_inner)
            })
        }
    }
    ///The request of [`Client::make_call`](crate::Client::make_call). `.await` sends it and returns the decoded body, or an [`Error`](crate::Error).
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct MakeCall {
        pub(super) request: crate::request::Request,
    }
    impl MakeCall {
        /// Sends the request and returns the decoded body with the status and headers of the response.
        pub async fn send(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<types::Done>, crate::Error> {
            self.request.send(crate::decode::json).await
        }
        /// Sends the request and returns the body undecoded, to be stored, or decoded with
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(
            self,
        ) -> ::std::result::Result<crate::ResponseValue<::bytes::Bytes>, crate::Error> {
            self.request.send(crate::decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for MakeCall {
        type Output = ::std::result::Result<types::Done, crate::Error>;
        type IntoFuture = crate::request::Sending<types::Done>;
        fn into_future(self) -> Self::IntoFuture {
            ::std::boxed::Box::pin(async move {
                self.send().await.map(crate::ResponseValue::into_inner)
            })
        }
    }
}
/// Each schema of the document as JSON Schema.
#[cfg(feature = "schemars")]
pub(crate) const SCHEMAS: &str = r##"{
  "AnsweredBy": {
    "description": "The known kinds of party that can answer a call. Documented.",
    "enum": [
      "human",
      "machine",
      "unknown"
    ],
    "type": "string"
  },
  "ApiError": {
    "additionalProperties": {},
    "description": "The body of an error. Documented.",
    "properties": {
      "error": {
        "description": "The error message of endpoints without `message`. Documented for phone numbers and messages.",
        "type": [
          "string",
          "null"
        ]
      },
      "error_code": {
        "description": "The code of the error, beside `error`. Documented for messages.",
        "type": [
          "string",
          "null"
        ]
      },
      "errors": {
        "$ref": "#/components/schemas/FieldErrors"
      },
      "message": {
        "description": "The server's error message. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "retry_after": {
        "description": "The delay before the next request, in seconds. Only with status 429. Documented.",
        "format": "double",
        "type": [
          "number",
          "null"
        ]
      },
      "success": {
        "description": "Always `false`, beside `error`. Documented for messages.",
        "type": [
          "boolean",
          "null"
        ]
      }
    },
    "type": "object"
  },
  "Call": {
    "additionalProperties": {},
    "description": "A call.",
    "properties": {
      "answered_by": {
        "$ref": "#/components/schemas/OpenAnsweredBy"
      },
      "assistant_name": {
        "description": "Name of the assistant that handled the call. Documented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "assistant_phone_number": {
        "description": "Phone number that the assistant used. Documented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "campaign_name": {
        "description": "Name of the campaign that the call was part of, if any. Documented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "carrier_cost": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Usd"
          }
        ],
        "description": "What the phone carrier charged, in US dollars. Documented as a number; a decimal string seen on\nsibling deployments."
      },
      "client_phone_number": {
        "description": "Phone number of the other party. Documented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "created_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the call was created. Documented without a time zone; RFC 3339 seen on sibling deployments."
      },
      "duration": {
        "description": "How long the call lasted, in seconds. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "evaluation": {
        "$ref": "#/components/schemas/Evaluation"
      },
      "id": {
        "description": "The id of the call. Always present. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": "integer"
      },
      "recording_url": {
        "description": "The URL of the recording, if recording is enabled and the file exists. Its host and file type vary.\nDocumented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "status": {
        "$ref": "#/components/schemas/OpenCallStatus"
      },
      "total_cost": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Usd"
          }
        ],
        "description": "The total cost of the call, in US dollars. Documented as a number; a decimal string seen on sibling\ndeployments."
      },
      "transcript": {
        "$ref": "#/components/schemas/Transcript"
      },
      "type": {
        "$ref": "#/components/schemas/OpenCallType"
      },
      "updated_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the call last changed, for example by ending. Documented without a time zone; RFC 3339 seen on\nsibling deployments."
      },
      "variables": {
        "$ref": "#/components/schemas/Variables"
      },
      "webhook_response": {
        "description": "The response of the customer's own webhook: any JSON. Documented as an object; `null` and other forms seen\non sibling deployments."
      }
    },
    "required": [
      "id"
    ],
    "type": "object"
  },
  "CallPage": {
    "additionalProperties": {},
    "description": "One page of the list of calls.",
    "properties": {
      "current_page": {
        "description": "The number of this page, from 1. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "data": {
        "description": "The calls of this page. Documented.",
        "items": {
          "$ref": "#/components/schemas/Call"
        },
        "type": "array"
      },
      "first_page_url": {
        "description": "The URL of the first page. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "from": {
        "description": "The position of this page's first call in the list, from 1. Documented, in the example alone.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "last_page": {
        "description": "The number of pages. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "last_page_url": {
        "description": "The URL of the last page. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "links": {
        "description": "The links between the pages, for an HTML page. Documented, in the example alone.",
        "items": {
          "$ref": "#/components/schemas/PageLink"
        },
        "type": [
          "array",
          "null"
        ]
      },
      "next_page_url": {
        "description": "The URL of the next page. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "path": {
        "description": "The URL of the list, without a query. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "per_page": {
        "description": "The maximum number of calls per page. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "prev_page_url": {
        "description": "The URL of the previous page. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "to": {
        "description": "The position of this page's last call in the list, from 1. Documented, in the example alone.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "total": {
        "description": "The number of calls on all pages. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      }
    },
    "required": [
      "data"
    ],
    "type": "object"
  },
  "CallStatus": {
    "description": "The known states of a call. The first ten are documented for the list of calls, `unanswered` for the webhook;\n`voicemail` is seen on sibling deployments.",
    "enum": [
      "initiated",
      "ringing",
      "busy",
      "in-progress",
      "ended",
      "completed",
      "ended_by_customer",
      "ended_by_assistant",
      "no-answer",
      "failed",
      "unanswered",
      "voicemail"
    ],
    "type": "string"
  },
  "CallType": {
    "description": "The known types of a call. Documented.",
    "enum": [
      "inbound",
      "outbound",
      "web"
    ],
    "type": "string"
  },
  "Campaign": {
    "additionalProperties": {},
    "description": "A campaign, which calls a list of leads. Documented.",
    "properties": {
      "allowed_days": {
        "description": "The days on which leads are called, such as `monday`. Documented.",
        "items": {
          "type": "string"
        },
        "type": [
          "array",
          "null"
        ]
      },
      "allowed_hours_end_time": {
        "description": "The time of day until which leads are called, such as `17:00`, without a time zone. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "allowed_hours_start_time": {
        "description": "The time of day from which leads are called, such as `09:00`, without a time zone. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "created_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the campaign was created. Documented as RFC 3339."
      },
      "id": {
        "description": "The id of the campaign. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "max_calls_in_parallel": {
        "description": "The maximum number of calls at a time. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "max_retries": {
        "description": "The maximum number of further calls to a lead. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "name": {
        "description": "Name of the campaign. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "retry_interval": {
        "description": "The delay before a lead is called again, in minutes. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "status": {
        "description": "State of the campaign; any string. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "updated_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the campaign changed last. Documented as RFC 3339."
      }
    },
    "type": "object"
  },
  "Done": {
    "additionalProperties": {},
    "description": "The response to a request that changes something. Seen on sibling deployments.",
    "properties": {
      "data": {
        "description": "Additional data, any JSON. Seen on sibling deployments."
      },
      "message": {
        "description": "The server's message. Seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      }
    },
    "type": "object"
  },
  "Evaluation": {
    "description": "The result of the evaluation after the call: values by name (documented), or an array of fields, empty if\nthere are none (seen on sibling deployments).",
    "oneOf": [
      {
        "additionalProperties": {},
        "description": "Values by name. Documented.",
        "type": [
          "object",
          "null"
        ]
      },
      {
        "description": "Described fields. Seen on sibling deployments.",
        "items": {
          "$ref": "#/components/schemas/EvaluationField"
        },
        "type": "array"
      }
    ]
  },
  "EvaluationField": {
    "additionalProperties": {},
    "description": "One described result of the evaluation after a call. Seen on sibling deployments.",
    "properties": {
      "description": {
        "description": "What the result means, if the customer described it. Seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "name": {
        "description": "Name of the result. Seen on sibling deployments.",
        "type": "string"
      },
      "type": {
        "description": "Type of the value; any string. Seen on sibling deployments.",
        "type": "string"
      },
      "value": {
        "description": "The result itself, any JSON. Seen on sibling deployments."
      }
    },
    "type": "object"
  },
  "FieldErrors": {
    "additionalProperties": {
      "$ref": "#/components/schemas/Messages"
    },
    "description": "The problems of the request's fields, by the name of the field. Only in some errors. Documented.",
    "type": [
      "object",
      "null"
    ]
  },
  "FinishedCall": {
    "additionalProperties": {},
    "description": "What the platform posts to the customer's own server after a call. Documented.",
    "properties": {
      "assistant_id": {
        "description": "The id of the assistant, a UUID. Seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "assistant_name": {
        "description": "Name of the assistant. Seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "assistant_phone": {
        "description": "Phone number that the assistant used, in E.164 form. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "campaign": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OptionalCampaign"
          }
        ],
        "description": "The campaign. Documented inside `lead`; beside it seen on sibling deployments."
      },
      "created_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the call was created. Documented as RFC 3339."
      },
      "customer_phone": {
        "description": "Phone number of the other party, in E.164 form. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "duration": {
        "description": "How long the call lasted, in seconds. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "ended_by": {
        "description": "Who ended the call; any string. Seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "extracted_variables": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Variables"
          }
        ],
        "description": "What the assistant collected: by default `status`, a boolean, and `summary`, a string. Documented as an\nobject; an empty array, for no variables, seen on sibling deployments."
      },
      "finished_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the call ended: the `updated_at` of the call. Documented as RFC 3339."
      },
      "formatted_transcript": {
        "description": "What was said, as text. Each line starts with `AI: ` or `Customer: `. Documented; absent on sibling\ndeployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "id": {
        "description": "The id of the call. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": "integer"
      },
      "input_variables": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Variables"
          }
        ],
        "description": "What the assistant knew before the call. Documented as an object; an empty array, for no variables, seen\non sibling deployments."
      },
      "lead": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OptionalLead"
          }
        ],
        "description": "Who was called, for a call of a campaign. Documented; `null` seen on sibling deployments."
      },
      "recording_url": {
        "description": "The URL of the recording, if that option is on. Documented; `null` seen on sibling deployments.",
        "type": [
          "string",
          "null"
        ]
      },
      "status": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OpenCallStatus"
          }
        ],
        "description": "Final state of the call, which may also be `unanswered`. Documented; `voicemail` seen on sibling\ndeployments."
      },
      "transcript": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Transcript"
          }
        ],
        "description": "What was said. Documented as an array of turns; one string seen on sibling deployments."
      },
      "transfers": {
        "description": "The calls to which this one was transferred. Documented.",
        "items": {
          "$ref": "#/components/schemas/Transfer"
        },
        "type": [
          "array",
          "null"
        ]
      },
      "type": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OpenCallType"
          }
        ],
        "description": "The type of the call. Seen on sibling deployments."
      }
    },
    "required": [
      "id"
    ],
    "type": "object"
  },
  "Lead": {
    "additionalProperties": {},
    "description": "A person whom a campaign calls. Documented.",
    "properties": {
      "call_tries": {
        "description": "The number of calls to the lead so far. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "campaign": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OptionalCampaign"
          }
        ],
        "description": "The campaign. Documented."
      },
      "created_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the lead was created. Documented as RFC 3339."
      },
      "id": {
        "description": "The id of the lead. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "phone_number": {
        "description": "Phone number of the lead. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "status": {
        "description": "State of the lead; any string. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "updated_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When the lead changed last. Documented as RFC 3339."
      },
      "variables": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Variables"
          }
        ],
        "description": "The variables of the lead. Documented."
      }
    },
    "type": "object"
  },
  "Messages": {
    "description": "The problems of a field of the request: an array of strings (documented), or one string (seen on sibling\ndeployments).",
    "oneOf": [
      {
        "description": "All problems of the field. Documented.",
        "items": {
          "type": "string"
        },
        "type": "array"
      },
      {
        "description": "One problem of the field. Seen on sibling deployments.",
        "type": "string"
      }
    ]
  },
  "NewCall": {
    "additionalProperties": {},
    "description": "A call to be made by an assistant. Seen on sibling deployments.",
    "properties": {
      "assistant_id": {
        "description": "The assistant that calls. Seen on sibling deployments.",
        "format": "uint64",
        "minimum": 0,
        "type": "integer"
      },
      "phone_number": {
        "description": "The number to call, in E.164 form. Seen on sibling deployments.",
        "type": "string"
      },
      "variables": {
        "$ref": "#/components/schemas/Variables"
      }
    },
    "required": [
      "assistant_id",
      "phone_number"
    ],
    "type": "object"
  },
  "OpenAnsweredBy": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/AnsweredBy"
      },
      {
        "type": [
          "string",
          "null"
        ]
      }
    ],
    "description": "Who answered the call. The known values are documented; the server may add others, so any string is accepted;\n`null` seen on sibling deployments."
  },
  "OpenCallStatus": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/CallStatus"
      },
      {
        "type": [
          "string",
          "null"
        ]
      }
    ],
    "description": "Final state of the call. Documented as a string; the server may add values, so any string is accepted."
  },
  "OpenCallType": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/CallType"
      },
      {
        "type": [
          "string",
          "null"
        ]
      }
    ],
    "description": "The type of the call. The values are documented; the server may add others, so any string is accepted."
  },
  "OpenSender": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/Sender"
      },
      {
        "type": "string"
      }
    ],
    "description": "Who said it. The list is seen on sibling deployments and may grow."
  },
  "OptionalCampaign": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/Campaign"
      },
      {
        "description": "Nothing. Seen on sibling deployments.",
        "enum": [
          null
        ],
        "type": [
          "string",
          "null"
        ]
      }
    ],
    "description": "A campaign, or `null`."
  },
  "OptionalLead": {
    "anyOf": [
      {
        "$ref": "#/components/schemas/Lead"
      },
      {
        "description": "Nothing. Seen on sibling deployments.",
        "enum": [
          null
        ],
        "type": [
          "string",
          "null"
        ]
      }
    ],
    "description": "A lead, or `null`."
  },
  "PageLink": {
    "additionalProperties": {},
    "description": "A link to a page, for an HTML page. Documented, in the example alone.",
    "properties": {
      "active": {
        "description": "Whether it is the link to this page. Documented, in the example alone.",
        "type": [
          "boolean",
          "null"
        ]
      },
      "label": {
        "description": "The label, as HTML. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      },
      "url": {
        "description": "The URL. Documented, in the example alone.",
        "type": [
          "string",
          "null"
        ]
      }
    },
    "type": "object"
  },
  "Sender": {
    "description": "The known parties of a conversation. Seen on sibling deployments.",
    "enum": [
      "bot",
      "human"
    ],
    "type": "string"
  },
  "Timestamp": {
    "description": "A date and time. Documented without a time zone, as `2025-08-04 14:30:00`; RFC 3339 with `Z`, an offset or a\nfraction of a second seen on sibling deployments.",
    "oneOf": [
      {
        "description": "Date and time without a time zone. Documented.",
        "format": "date-time-local",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01]) ([01][0-9]|2[0-3])(:[0-5][0-9]){2}$",
        "type": [
          "string",
          "null"
        ]
      },
      {
        "description": "RFC 3339. Seen on sibling deployments.",
        "format": "date-time",
        "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])T([01][0-9]|2[0-3])(:[0-5][0-9]){2}(\\.[0-9]{1,9})?(Z|[+-]([01][0-9]|2[0-3]):[0-5][0-9])$",
        "type": "string"
      }
    ]
  },
  "Transcript": {
    "description": "What was said: the whole conversation as one string (documented), or an array of turns (seen on sibling\ndeployments).",
    "oneOf": [
      {
        "description": "The conversation as one string. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      {
        "description": "The conversation turn by turn. Seen on sibling deployments.",
        "items": {
          "$ref": "#/components/schemas/TranscriptTurn"
        },
        "type": "array"
      }
    ]
  },
  "TranscriptTurn": {
    "additionalProperties": {},
    "description": "One turn of a conversation. Seen on sibling deployments.",
    "properties": {
      "sender": {
        "$ref": "#/components/schemas/OpenSender"
      },
      "text": {
        "description": "What was said in this turn. Seen on sibling deployments.",
        "type": "string"
      },
      "timestamp": {
        "description": "When it was said, in Unix seconds with a fraction. Seen on sibling deployments.",
        "format": "double",
        "type": "number"
      },
      "type": {
        "description": "Kind of the turn; any string. Seen on sibling deployments.",
        "type": "string"
      }
    },
    "type": "object"
  },
  "Transfer": {
    "additionalProperties": {},
    "description": "A call to which another one was transferred. Documented.",
    "properties": {
      "carrier_cost": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Usd"
          }
        ],
        "description": "What the phone carrier charged for it, in US dollars. Documented."
      },
      "created_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When it was created. Documented as RFC 3339."
      },
      "duration": {
        "description": "How long that call lasted, in seconds. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "finished_at": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Timestamp"
          }
        ],
        "description": "When it ended. Documented as RFC 3339."
      },
      "formatted_transcript": {
        "description": "What was said in it, as text. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "id": {
        "description": "The id of the call to which this one was transferred. Documented.",
        "format": "uint64",
        "minimum": 0,
        "type": [
          "integer",
          "null"
        ]
      },
      "recording_url": {
        "description": "Where its recording can be fetched. Documented.",
        "type": [
          "string",
          "null"
        ]
      },
      "status": {
        "allOf": [
          {
            "$ref": "#/components/schemas/OpenCallStatus"
          }
        ],
        "description": "Final state of that call. Documented."
      },
      "transcript": {
        "allOf": [
          {
            "$ref": "#/components/schemas/Transcript"
          }
        ],
        "description": "What was said in it: an array of turns, or `null`. Documented."
      },
      "transfer_to": {
        "description": "The number to which it was transferred. Documented.",
        "type": [
          "string",
          "null"
        ]
      }
    },
    "type": "object"
  },
  "Usd": {
    "description": "An amount in US dollars: a number (documented), or a decimal string with eight places (seen on sibling\ndeployments).",
    "oneOf": [
      {
        "description": "The amount as a number. Documented.",
        "maximum": 7.9e+28,
        "minimum": -7.9e+28,
        "type": [
          "number",
          "null"
        ]
      },
      {
        "description": "The amount as a decimal string. Seen on sibling deployments.",
        "pattern": "^-?[0-9]{1,18}(\\.[0-9]{1,10})?$",
        "type": "string"
      }
    ]
  },
  "Variables": {
    "description": "Values by name: what the assistant collected during the call, or knows at its start (documented). An empty\narray if there are none (seen on sibling deployments).",
    "oneOf": [
      {
        "additionalProperties": {},
        "description": "Values by name. Documented.",
        "type": [
          "object",
          "null"
        ]
      },
      {
        "description": "No variables. Seen on sibling deployments.",
        "items": {},
        "maxItems": 0,
        "type": "array"
      }
    ]
  }
}"##;
