// Generated from openapi/intellixent.yaml by `cargo xtask codegen`. Do not edit: change the document and run it again.

/// Types used as operation parameters and responses.
#[allow(clippy::all)]
pub mod types {
    ///The known kinds of party that can answer a call. Documented.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub enum AnsweredBy {
        /// `human` on the wire.
        #[serde(rename = "human")]
        Human,
        /// `machine` on the wire.
        #[serde(rename = "machine")]
        Machine,
        /// `unknown` on the wire.
        #[serde(rename = "unknown")]
        Unknown,
    }
    impl AnsweredBy {
        /// The text on the wire.
        pub const fn as_str(&self) -> &'static str {
            match self {
                Self::Human => "human",
                Self::Machine => "machine",
                Self::Unknown => "unknown",
            }
        }
    }
    impl ::std::convert::AsRef<str> for AnsweredBy {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for AnsweredBy {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Human => f.write_str("human"),
                Self::Machine => f.write_str("machine"),
                Self::Unknown => f.write_str("unknown"),
            }
        }
    }
    impl ::std::str::FromStr for AnsweredBy {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "human" => Ok(Self::Human),
                "machine" => Ok(Self::Machine),
                "unknown" => Ok(Self::Unknown),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for AnsweredBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for AnsweredBy {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What the platform says when it refuses a request or fails. Documented.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct ApiError {
        /// What is wrong with each field of the request, by its name; only on some errors. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub errors: ::std::option::Option<
            ::std::collections::BTreeMap<
                ::std::string::String,
                ::std::vec::Vec<::std::string::String>,
            >,
        >,
        ///What went wrong, in the server's words. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl ApiError {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::ApiError {
            Default::default()
        }
    }
    ///One call, with everything that is known about it.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct Call {
        /** Who answered the call. The list is documented and may grow, so any other text is accepted; `null` seen on
sibling deployments.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub answered_by: ::std::option::Option<
            ::intellixent::wire::OpenEnum<AnsweredBy>,
        >,
        ///Name of the assistant that handled the call. Documented; `null` seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_name: ::std::option::Option<::std::string::String>,
        ///Phone number that the assistant used. Documented; `null` seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub assistant_phone_number: ::std::option::Option<::std::string::String>,
        ///Name of the campaign that the call was part of, if any. Documented; `null` seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub campaign_name: ::std::option::Option<::std::string::String>,
        /** An amount in US dollars: a number (documented), or a decimal text with eight places (seen on sibling
deployments).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub carrier_cost: ::std::option::Option<::intellixent::wire::Usd>,
        ///Phone number of the other party. Documented; `null` seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub client_phone_number: ::std::option::Option<::std::string::String>,
        /** A date and time. Documented without a time zone, as `2025-08-04 14:30:00`; RFC 3339 with `Z`, an offset or a
fraction of a second seen on sibling deployments.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub created_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        ///How long the call lasted, in seconds. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub duration: ::std::option::Option<u64>,
        /** What the evaluation after the call found: values by name (documented), or a list of described fields, empty
when there are none (seen on sibling deployments).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub evaluation: ::std::option::Option<::intellixent::wire::Evaluation>,
        ///Identifies the call. Always there. Documented.
        pub id: u64,
        /**Where the recording can be fetched, if recording is enabled and the file is there. Any host and any file
ending. Documented; `null` seen on sibling deployments.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub recording_url: ::std::option::Option<::std::string::String>,
        /** Final state of the call. Documented as a string; the list of known values may grow, so any other string is
accepted.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub status: ::std::option::Option<::intellixent::wire::OpenEnum<CallStatus>>,
        /** An amount in US dollars: a number (documented), or a decimal text with eight places (seen on sibling
deployments).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total_cost: ::std::option::Option<::intellixent::wire::Usd>,
        /** What was said: the whole conversation as one text (documented), or as a list of turns (seen on sibling
deployments).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub transcript: ::std::option::Option<::intellixent::wire::Transcript>,
        /// How the call came about. The list is documented; it may grow, so any other text is accepted.
        #[serde(rename = "type", skip_serializing_if = "::std::option::Option::is_none")]
        pub type_: ::std::option::Option<::intellixent::wire::OpenEnum<CallType>>,
        /** A date and time. Documented without a time zone, as `2025-08-04 14:30:00`; RFC 3339 with `Z`, an offset or a
fraction of a second seen on sibling deployments.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub updated_at: ::std::option::Option<::intellixent::wire::Timestamp>,
        /** Values by name: what the assistant collected during the call, or is to know for it (documented). An empty array
when there are none (seen on sibling deployments: the server encodes an empty map so).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub variables: ::std::option::Option<::intellixent::wire::Variables>,
        /**What the customer's own webhook answered, so any JSON at all. Documented as an object; `null` and other
forms seen on sibling deployments.*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub webhook_response: ::std::option::Option<::serde_json::Value>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Call {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::Call {
            Default::default()
        }
    }
    ///One page of the list of calls.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct CallPage {
        ///Which page this is, counted from 1. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub current_page: ::std::option::Option<u64>,
        ///The calls of this page. Documented.
        pub data: ::std::vec::Vec<Call>,
        ///Where the first page is. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub first_page_url: ::std::option::Option<::std::string::String>,
        ///Position of the page's first call, counted from 1. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub from: ::std::option::Option<u64>,
        ///How many pages there are. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_page: ::std::option::Option<u64>,
        ///Where the last page is. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub last_page_url: ::std::option::Option<::std::string::String>,
        ///The links that a page of HTML would show. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub links: ::std::option::Option<::std::vec::Vec<PageLink>>,
        ///Where the next page is. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub next_page_url: ::std::option::Option<::std::string::String>,
        ///Where the list is. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub path: ::std::option::Option<::std::string::String>,
        ///How many calls a page has at the most. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub per_page: ::std::option::Option<u64>,
        ///Where the page before is. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub prev_page_url: ::std::option::Option<::std::string::String>,
        ///Position of the page's last call, counted from 1. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub to: ::std::option::Option<u64>,
        ///How many calls there are on all pages. Documented.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub total: ::std::option::Option<u64>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl CallPage {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::CallPage {
            Default::default()
        }
    }
    /**The known states of a call. The first ten are documented for the list of calls, `unanswered` for the webhook;
`voicemail` is seen on sibling deployments.*/
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub enum CallStatus {
        /// `initiated` on the wire.
        #[serde(rename = "initiated")]
        Initiated,
        /// `ringing` on the wire.
        #[serde(rename = "ringing")]
        Ringing,
        /// `busy` on the wire.
        #[serde(rename = "busy")]
        Busy,
        /// `in-progress` on the wire.
        #[serde(rename = "in-progress")]
        InProgress,
        /// `ended` on the wire.
        #[serde(rename = "ended")]
        Ended,
        /// `completed` on the wire.
        #[serde(rename = "completed")]
        Completed,
        /// `ended_by_customer` on the wire.
        #[serde(rename = "ended_by_customer")]
        EndedByCustomer,
        /// `ended_by_assistant` on the wire.
        #[serde(rename = "ended_by_assistant")]
        EndedByAssistant,
        /// `no-answer` on the wire.
        #[serde(rename = "no-answer")]
        NoAnswer,
        /// `failed` on the wire.
        #[serde(rename = "failed")]
        Failed,
        /// `unanswered` on the wire.
        #[serde(rename = "unanswered")]
        Unanswered,
        /// `voicemail` on the wire.
        #[serde(rename = "voicemail")]
        Voicemail,
    }
    impl CallStatus {
        /// The text on the wire.
        pub const fn as_str(&self) -> &'static str {
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
    impl ::std::convert::AsRef<str> for CallStatus {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for CallStatus {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Initiated => f.write_str("initiated"),
                Self::Ringing => f.write_str("ringing"),
                Self::Busy => f.write_str("busy"),
                Self::InProgress => f.write_str("in-progress"),
                Self::Ended => f.write_str("ended"),
                Self::Completed => f.write_str("completed"),
                Self::EndedByCustomer => f.write_str("ended_by_customer"),
                Self::EndedByAssistant => f.write_str("ended_by_assistant"),
                Self::NoAnswer => f.write_str("no-answer"),
                Self::Failed => f.write_str("failed"),
                Self::Unanswered => f.write_str("unanswered"),
                Self::Voicemail => f.write_str("voicemail"),
            }
        }
    }
    impl ::std::str::FromStr for CallStatus {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "initiated" => Ok(Self::Initiated),
                "ringing" => Ok(Self::Ringing),
                "busy" => Ok(Self::Busy),
                "in-progress" => Ok(Self::InProgress),
                "ended" => Ok(Self::Ended),
                "completed" => Ok(Self::Completed),
                "ended_by_customer" => Ok(Self::EndedByCustomer),
                "ended_by_assistant" => Ok(Self::EndedByAssistant),
                "no-answer" => Ok(Self::NoAnswer),
                "failed" => Ok(Self::Failed),
                "unanswered" => Ok(Self::Unanswered),
                "voicemail" => Ok(Self::Voicemail),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CallStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CallStatus {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///The known ways in which a call comes about. Documented.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub enum CallType {
        /// `inbound` on the wire.
        #[serde(rename = "inbound")]
        Inbound,
        /// `outbound` on the wire.
        #[serde(rename = "outbound")]
        Outbound,
        /// `web` on the wire.
        #[serde(rename = "web")]
        Web,
    }
    impl CallType {
        /// The text on the wire.
        pub const fn as_str(&self) -> &'static str {
            match self {
                Self::Inbound => "inbound",
                Self::Outbound => "outbound",
                Self::Web => "web",
            }
        }
    }
    impl ::std::convert::AsRef<str> for CallType {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for CallType {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Inbound => f.write_str("inbound"),
                Self::Outbound => f.write_str("outbound"),
                Self::Web => f.write_str("web"),
            }
        }
    }
    impl ::std::str::FromStr for CallType {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "inbound" => Ok(Self::Inbound),
                "outbound" => Ok(Self::Outbound),
                "web" => Ok(Self::Web),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for CallType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for CallType {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///What the platform says when it has done something. Seen on sibling deployments.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct Done {
        ///What it says beside that, any JSON. Seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub data: ::std::option::Option<::serde_json::Value>,
        ///What was done, in the server's words. Seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub message: ::std::option::Option<::std::string::String>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl Done {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::Done {
            Default::default()
        }
    }
    ///One described result of the evaluation after a call. Seen on sibling deployments.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct EvaluationField {
        ///What the result means, if the customer described it. Seen on sibling deployments.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub description: ::std::option::Option<::std::string::String>,
        ///Name of the result. Seen on sibling deployments.
        pub name: ::std::string::String,
        ///Type of the value, in the platform's own words. Seen on sibling deployments.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
        ///The result itself, any JSON. Seen on sibling deployments.
        pub value: ::serde_json::Value,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl EvaluationField {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::EvaluationField {
            Default::default()
        }
    }
    ///A call that an assistant shall make. Seen on sibling deployments.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct NewCall {
        ///The assistant that calls. Seen on sibling deployments.
        pub assistant_id: u64,
        ///The number to call, in E.164 form. Seen on sibling deployments.
        pub phone_number: ::std::string::String,
        /** Values by name: what the assistant collected during the call, or is to know for it (documented). An empty array
when there are none (seen on sibling deployments: the server encodes an empty map so).*/
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub variables: ::std::option::Option<::intellixent::wire::Variables>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl NewCall {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::NewCall {
            Default::default()
        }
    }
    ///A link that a page of HTML would show. Documented, in the example alone.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct PageLink {
        ///Whether it leads to this page. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub active: ::std::option::Option<bool>,
        ///What it says, as HTML. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub label: ::std::option::Option<::std::string::String>,
        ///Where it leads. Documented, in the example alone.
        #[serde(skip_serializing_if = "::std::option::Option::is_none")]
        pub url: ::std::option::Option<::std::string::String>,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl PageLink {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::PageLink {
            Default::default()
        }
    }
    ///The known parties of a conversation. Seen on sibling deployments.
    #[derive(
        ::serde::Deserialize,
        ::serde::Serialize,
        Clone,
        Copy,
        Debug,
        Eq,
        Hash,
        Ord,
        PartialEq,
        PartialOrd
    )]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub enum Sender {
        /// `bot` on the wire.
        #[serde(rename = "bot")]
        Bot,
        /// `human` on the wire.
        #[serde(rename = "human")]
        Human,
    }
    impl Sender {
        /// The text on the wire.
        pub const fn as_str(&self) -> &'static str {
            match self {
                Self::Bot => "bot",
                Self::Human => "human",
            }
        }
    }
    impl ::std::convert::AsRef<str> for Sender {
        fn as_ref(&self) -> &str {
            self.as_str()
        }
    }
    impl ::std::fmt::Display for Sender {
        fn fmt(&self, f: &mut ::std::fmt::Formatter<'_>) -> ::std::fmt::Result {
            match *self {
                Self::Bot => f.write_str("bot"),
                Self::Human => f.write_str("human"),
            }
        }
    }
    impl ::std::str::FromStr for Sender {
        type Err = self::error::ConversionError;
        fn from_str(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            match value {
                "bot" => Ok(Self::Bot),
                "human" => Ok(Self::Human),
                _ => Err("invalid value".into()),
            }
        }
    }
    impl ::std::convert::TryFrom<&str> for Sender {
        type Error = self::error::ConversionError;
        fn try_from(
            value: &str,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    impl ::std::convert::TryFrom<::std::string::String> for Sender {
        type Error = self::error::ConversionError;
        fn try_from(
            value: ::std::string::String,
        ) -> ::std::result::Result<Self, self::error::ConversionError> {
            value.parse()
        }
    }
    ///One turn of a conversation. Seen on sibling deployments.
    #[derive(::serde::Deserialize, ::serde::Serialize, Clone, Debug, PartialEq)]
    #[non_exhaustive]
    #[cfg_attr(feature = "schemars", derive(::schemars::JsonSchema))]
    pub struct TranscriptTurn {
        /// Who said it. The list is seen on sibling deployments and may grow.
        pub sender: ::intellixent::wire::OpenEnum<Sender>,
        ///What was said in this turn. Seen on sibling deployments.
        pub text: ::std::string::String,
        ///When it was said, in Unix seconds with a fraction. Seen on sibling deployments.
        pub timestamp: f64,
        ///Kind of the turn, in the platform's own words. Seen on sibling deployments.
        #[serde(rename = "type")]
        pub type_: ::std::string::String,
        /// Fields that this version of the crate does not know, as they came.
        #[serde(flatten)]
        pub extra: ::serde_json::Map<::std::string::String, ::serde_json::Value>,
    }
    impl TranscriptTurn {
        /// Starts a value; `try_into()` on the builder finishes it.
        pub fn builder() -> builder::TranscriptTurn {
            Default::default()
        }
    }
    /// Types for composing complex structures.
    pub mod builder {
        /// Builder of a [`ApiError`](super::ApiError).
        #[derive(Clone, Debug)]
        pub struct ApiError {
            errors: ::std::result::Result<
                ::std::option::Option<
                    ::std::collections::BTreeMap<
                        ::std::string::String,
                        ::std::vec::Vec<::std::string::String>,
                    >,
                >,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for ApiError {
            fn default() -> Self {
                Self {
                    errors: Ok(Default::default()),
                    message: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl ApiError {
            /// What is wrong with each field of the request, by its name; only on some errors. Documented.
            pub fn errors<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::std::collections::BTreeMap<
                            ::std::string::String,
                            ::std::vec::Vec<::std::string::String>,
                        >,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.errors = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for errors: {e}")
                    });
                self
            }
            /// What went wrong, in the server's words. Documented.
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<ApiError> for super::ApiError {
            type Error = super::error::ConversionError;
            fn try_from(
                value: ApiError,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    errors: value.errors?,
                    message: value.message?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::ApiError> for ApiError {
            fn from(value: super::ApiError) -> Self {
                Self {
                    errors: Ok(value.errors),
                    message: Ok(value.message),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`Call`](super::Call).
        #[derive(Clone, Debug)]
        pub struct Call {
            answered_by: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::OpenEnum<super::AnsweredBy>>,
                ::std::string::String,
            >,
            assistant_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            assistant_phone_number: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            campaign_name: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            carrier_cost: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Usd>,
                ::std::string::String,
            >,
            client_phone_number: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            created_at: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Timestamp>,
                ::std::string::String,
            >,
            duration: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            evaluation: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Evaluation>,
                ::std::string::String,
            >,
            id: ::std::result::Result<u64, ::std::string::String>,
            recording_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            status: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::OpenEnum<super::CallStatus>>,
                ::std::string::String,
            >,
            total_cost: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Usd>,
                ::std::string::String,
            >,
            transcript: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Transcript>,
                ::std::string::String,
            >,
            type_: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::OpenEnum<super::CallType>>,
                ::std::string::String,
            >,
            updated_at: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Timestamp>,
                ::std::string::String,
            >,
            variables: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Variables>,
                ::std::string::String,
            >,
            webhook_response: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Call {
            fn default() -> Self {
                Self {
                    answered_by: Ok(Default::default()),
                    assistant_name: Ok(Default::default()),
                    assistant_phone_number: Ok(Default::default()),
                    campaign_name: Ok(Default::default()),
                    carrier_cost: Ok(Default::default()),
                    client_phone_number: Ok(Default::default()),
                    created_at: Ok(Default::default()),
                    duration: Ok(Default::default()),
                    evaluation: Ok(Default::default()),
                    id: Err("no value supplied for id".to_string()),
                    recording_url: Ok(Default::default()),
                    status: Ok(Default::default()),
                    total_cost: Ok(Default::default()),
                    transcript: Ok(Default::default()),
                    type_: Ok(Default::default()),
                    updated_at: Ok(Default::default()),
                    variables: Ok(Default::default()),
                    webhook_response: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl Call {
            /** Who answered the call. The list is documented and may grow, so any other text is accepted; `null` seen on
sibling deployments.*/
            pub fn answered_by<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::intellixent::wire::OpenEnum<super::AnsweredBy>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.answered_by = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for answered_by: {e}")
                    });
                self
            }
            /// Name of the assistant that handled the call. Documented; `null` seen on sibling deployments.
            pub fn assistant_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_name = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for assistant_name: {e}"
                        )
                    });
                self
            }
            /// Phone number that the assistant used. Documented; `null` seen on sibling deployments.
            pub fn assistant_phone_number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_phone_number = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for assistant_phone_number: {e}"
                        )
                    });
                self
            }
            /// Name of the campaign that the call was part of, if any. Documented; `null` seen on sibling deployments.
            pub fn campaign_name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.campaign_name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for campaign_name: {e}")
                    });
                self
            }
            /** An amount in US dollars: a number (documented), or a decimal text with eight places (seen on sibling
deployments).*/
            pub fn carrier_cost<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Usd>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.carrier_cost = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for carrier_cost: {e}")
                    });
                self
            }
            /// Phone number of the other party. Documented; `null` seen on sibling deployments.
            pub fn client_phone_number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.client_phone_number = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for client_phone_number: {e}"
                        )
                    });
                self
            }
            /** A date and time. Documented without a time zone, as `2025-08-04 14:30:00`; RFC 3339 with `Z`, an offset or a
fraction of a second seen on sibling deployments.*/
            pub fn created_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Timestamp>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.created_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for created_at: {e}")
                    });
                self
            }
            /// How long the call lasted, in seconds. Documented.
            pub fn duration<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.duration = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for duration: {e}")
                    });
                self
            }
            /** What the evaluation after the call found: values by name (documented), or a list of described fields, empty
when there are none (seen on sibling deployments).*/
            pub fn evaluation<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Evaluation>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.evaluation = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for evaluation: {e}")
                    });
                self
            }
            /// Identifies the call. Always there. Documented.
            pub fn id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.id = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for id: {e}"));
                self
            }
            /** Where the recording can be fetched, if recording is enabled and the file is there. Any host and any file
ending. Documented; `null` seen on sibling deployments.*/
            pub fn recording_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.recording_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for recording_url: {e}")
                    });
                self
            }
            /** Final state of the call. Documented as a string; the list of known values may grow, so any other string is
accepted.*/
            pub fn status<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<
                        ::intellixent::wire::OpenEnum<super::CallStatus>,
                    >,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.status = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for status: {e}")
                    });
                self
            }
            /** An amount in US dollars: a number (documented), or a decimal text with eight places (seen on sibling
deployments).*/
            pub fn total_cost<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Usd>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.total_cost = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total_cost: {e}")
                    });
                self
            }
            /** What was said: the whole conversation as one text (documented), or as a list of turns (seen on sibling
deployments).*/
            pub fn transcript<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Transcript>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.transcript = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for transcript: {e}")
                    });
                self
            }
            /// How the call came about. The list is documented; it may grow, so any other text is accepted.
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::OpenEnum<super::CallType>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            /** A date and time. Documented without a time zone, as `2025-08-04 14:30:00`; RFC 3339 with `Z`, an offset or a
fraction of a second seen on sibling deployments.*/
            pub fn updated_at<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Timestamp>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.updated_at = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for updated_at: {e}")
                    });
                self
            }
            /** Values by name: what the assistant collected during the call, or is to know for it (documented). An empty array
when there are none (seen on sibling deployments: the server encodes an empty map so).*/
            pub fn variables<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Variables>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.variables = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for variables: {e}")
                    });
                self
            }
            /** What the customer's own webhook answered, so any JSON at all. Documented as an object; `null` and other
forms seen on sibling deployments.*/
            pub fn webhook_response<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.webhook_response = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for webhook_response: {e}"
                        )
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Call> for super::Call {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Call,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    answered_by: value.answered_by?,
                    assistant_name: value.assistant_name?,
                    assistant_phone_number: value.assistant_phone_number?,
                    campaign_name: value.campaign_name?,
                    carrier_cost: value.carrier_cost?,
                    client_phone_number: value.client_phone_number?,
                    created_at: value.created_at?,
                    duration: value.duration?,
                    evaluation: value.evaluation?,
                    id: value.id?,
                    recording_url: value.recording_url?,
                    status: value.status?,
                    total_cost: value.total_cost?,
                    transcript: value.transcript?,
                    type_: value.type_?,
                    updated_at: value.updated_at?,
                    variables: value.variables?,
                    webhook_response: value.webhook_response?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::Call> for Call {
            fn from(value: super::Call) -> Self {
                Self {
                    answered_by: Ok(value.answered_by),
                    assistant_name: Ok(value.assistant_name),
                    assistant_phone_number: Ok(value.assistant_phone_number),
                    campaign_name: Ok(value.campaign_name),
                    carrier_cost: Ok(value.carrier_cost),
                    client_phone_number: Ok(value.client_phone_number),
                    created_at: Ok(value.created_at),
                    duration: Ok(value.duration),
                    evaluation: Ok(value.evaluation),
                    id: Ok(value.id),
                    recording_url: Ok(value.recording_url),
                    status: Ok(value.status),
                    total_cost: Ok(value.total_cost),
                    transcript: Ok(value.transcript),
                    type_: Ok(value.type_),
                    updated_at: Ok(value.updated_at),
                    variables: Ok(value.variables),
                    webhook_response: Ok(value.webhook_response),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`CallPage`](super::CallPage).
        #[derive(Clone, Debug)]
        pub struct CallPage {
            current_page: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            data: ::std::result::Result<
                ::std::vec::Vec<super::Call>,
                ::std::string::String,
            >,
            first_page_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            from: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            last_page: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            last_page_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            links: ::std::result::Result<
                ::std::option::Option<::std::vec::Vec<super::PageLink>>,
                ::std::string::String,
            >,
            next_page_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            path: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            per_page: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            prev_page_url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            to: ::std::result::Result<::std::option::Option<u64>, ::std::string::String>,
            total: ::std::result::Result<
                ::std::option::Option<u64>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for CallPage {
            fn default() -> Self {
                Self {
                    current_page: Ok(Default::default()),
                    data: Err("no value supplied for data".to_string()),
                    first_page_url: Ok(Default::default()),
                    from: Ok(Default::default()),
                    last_page: Ok(Default::default()),
                    last_page_url: Ok(Default::default()),
                    links: Ok(Default::default()),
                    next_page_url: Ok(Default::default()),
                    path: Ok(Default::default()),
                    per_page: Ok(Default::default()),
                    prev_page_url: Ok(Default::default()),
                    to: Ok(Default::default()),
                    total: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl CallPage {
            /// Which page this is, counted from 1. Documented.
            pub fn current_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.current_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for current_page: {e}")
                    });
                self
            }
            /// The calls of this page. Documented.
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::vec::Vec<super::Call>>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            /// Where the first page is. Documented, in the example alone.
            pub fn first_page_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.first_page_url = value
                    .try_into()
                    .map_err(|e| {
                        format!(
                            "error converting supplied value for first_page_url: {e}"
                        )
                    });
                self
            }
            /// Position of the page's first call, counted from 1. Documented, in the example alone.
            pub fn from<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.from = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for from: {e}")
                    });
                self
            }
            /// How many pages there are. Documented.
            pub fn last_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_page: {e}")
                    });
                self
            }
            /// Where the last page is. Documented, in the example alone.
            pub fn last_page_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.last_page_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for last_page_url: {e}")
                    });
                self
            }
            /// The links that a page of HTML would show. Documented, in the example alone.
            pub fn links<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::std::vec::Vec<super::PageLink>>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.links = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for links: {e}")
                    });
                self
            }
            /// Where the next page is. Documented, in the example alone.
            pub fn next_page_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.next_page_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for next_page_url: {e}")
                    });
                self
            }
            /// Where the list is. Documented, in the example alone.
            pub fn path<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.path = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for path: {e}")
                    });
                self
            }
            /// How many calls a page has at the most. Documented.
            pub fn per_page<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.per_page = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for per_page: {e}")
                    });
                self
            }
            /// Where the page before is. Documented, in the example alone.
            pub fn prev_page_url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.prev_page_url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for prev_page_url: {e}")
                    });
                self
            }
            /// Position of the page's last call, counted from 1. Documented, in the example alone.
            pub fn to<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.to = value
                    .try_into()
                    .map_err(|e| format!("error converting supplied value for to: {e}"));
                self
            }
            /// How many calls there are on all pages. Documented.
            pub fn total<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<u64>>,
                T::Error: ::std::fmt::Display,
            {
                self.total = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for total: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<CallPage> for super::CallPage {
            type Error = super::error::ConversionError;
            fn try_from(
                value: CallPage,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    current_page: value.current_page?,
                    data: value.data?,
                    first_page_url: value.first_page_url?,
                    from: value.from?,
                    last_page: value.last_page?,
                    last_page_url: value.last_page_url?,
                    links: value.links?,
                    next_page_url: value.next_page_url?,
                    path: value.path?,
                    per_page: value.per_page?,
                    prev_page_url: value.prev_page_url?,
                    to: value.to?,
                    total: value.total?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::CallPage> for CallPage {
            fn from(value: super::CallPage) -> Self {
                Self {
                    current_page: Ok(value.current_page),
                    data: Ok(value.data),
                    first_page_url: Ok(value.first_page_url),
                    from: Ok(value.from),
                    last_page: Ok(value.last_page),
                    last_page_url: Ok(value.last_page_url),
                    links: Ok(value.links),
                    next_page_url: Ok(value.next_page_url),
                    path: Ok(value.path),
                    per_page: Ok(value.per_page),
                    prev_page_url: Ok(value.prev_page_url),
                    to: Ok(value.to),
                    total: Ok(value.total),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`Done`](super::Done).
        #[derive(Clone, Debug)]
        pub struct Done {
            data: ::std::result::Result<
                ::std::option::Option<::serde_json::Value>,
                ::std::string::String,
            >,
            message: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for Done {
            fn default() -> Self {
                Self {
                    data: Ok(Default::default()),
                    message: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl Done {
            /// What it says beside that, any JSON. Seen on sibling deployments.
            pub fn data<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::serde_json::Value>>,
                T::Error: ::std::fmt::Display,
            {
                self.data = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for data: {e}")
                    });
                self
            }
            /// What was done, in the server's words. Seen on sibling deployments.
            pub fn message<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.message = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for message: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<Done> for super::Done {
            type Error = super::error::ConversionError;
            fn try_from(
                value: Done,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    data: value.data?,
                    message: value.message?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::Done> for Done {
            fn from(value: super::Done) -> Self {
                Self {
                    data: Ok(value.data),
                    message: Ok(value.message),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`EvaluationField`](super::EvaluationField).
        #[derive(Clone, Debug)]
        pub struct EvaluationField {
            description: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            name: ::std::result::Result<::std::string::String, ::std::string::String>,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
            value: ::std::result::Result<::serde_json::Value, ::std::string::String>,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for EvaluationField {
            fn default() -> Self {
                Self {
                    description: Ok(Default::default()),
                    name: Err("no value supplied for name".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                    value: Err("no value supplied for value".to_string()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl EvaluationField {
            /// What the result means, if the customer described it. Seen on sibling deployments.
            pub fn description<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.description = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for description: {e}")
                    });
                self
            }
            /// Name of the result. Seen on sibling deployments.
            pub fn name<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.name = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for name: {e}")
                    });
                self
            }
            /// Type of the value, in the platform's own words. Seen on sibling deployments.
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            /// The result itself, any JSON. Seen on sibling deployments.
            pub fn value<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::serde_json::Value>,
                T::Error: ::std::fmt::Display,
            {
                self.value = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for value: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<EvaluationField> for super::EvaluationField {
            type Error = super::error::ConversionError;
            fn try_from(
                value: EvaluationField,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    description: value.description?,
                    name: value.name?,
                    type_: value.type_?,
                    value: value.value?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::EvaluationField> for EvaluationField {
            fn from(value: super::EvaluationField) -> Self {
                Self {
                    description: Ok(value.description),
                    name: Ok(value.name),
                    type_: Ok(value.type_),
                    value: Ok(value.value),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`NewCall`](super::NewCall).
        #[derive(Clone, Debug)]
        pub struct NewCall {
            assistant_id: ::std::result::Result<u64, ::std::string::String>,
            phone_number: ::std::result::Result<
                ::std::string::String,
                ::std::string::String,
            >,
            variables: ::std::result::Result<
                ::std::option::Option<::intellixent::wire::Variables>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for NewCall {
            fn default() -> Self {
                Self {
                    assistant_id: Err("no value supplied for assistant_id".to_string()),
                    phone_number: Err("no value supplied for phone_number".to_string()),
                    variables: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl NewCall {
            /// The assistant that calls. Seen on sibling deployments.
            pub fn assistant_id<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<u64>,
                T::Error: ::std::fmt::Display,
            {
                self.assistant_id = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for assistant_id: {e}")
                    });
                self
            }
            /// The number to call, in E.164 form. Seen on sibling deployments.
            pub fn phone_number<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.phone_number = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for phone_number: {e}")
                    });
                self
            }
            /** Values by name: what the assistant collected during the call, or is to know for it (documented). An empty array
when there are none (seen on sibling deployments: the server encodes an empty map so).*/
            pub fn variables<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::std::option::Option<::intellixent::wire::Variables>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.variables = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for variables: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<NewCall> for super::NewCall {
            type Error = super::error::ConversionError;
            fn try_from(
                value: NewCall,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    assistant_id: value.assistant_id?,
                    phone_number: value.phone_number?,
                    variables: value.variables?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::NewCall> for NewCall {
            fn from(value: super::NewCall) -> Self {
                Self {
                    assistant_id: Ok(value.assistant_id),
                    phone_number: Ok(value.phone_number),
                    variables: Ok(value.variables),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`PageLink`](super::PageLink).
        #[derive(Clone, Debug)]
        pub struct PageLink {
            active: ::std::result::Result<
                ::std::option::Option<bool>,
                ::std::string::String,
            >,
            label: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            url: ::std::result::Result<
                ::std::option::Option<::std::string::String>,
                ::std::string::String,
            >,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for PageLink {
            fn default() -> Self {
                Self {
                    active: Ok(Default::default()),
                    label: Ok(Default::default()),
                    url: Ok(Default::default()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl PageLink {
            /// Whether it leads to this page. Documented, in the example alone.
            pub fn active<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<bool>>,
                T::Error: ::std::fmt::Display,
            {
                self.active = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for active: {e}")
                    });
                self
            }
            /// What it says, as HTML. Documented, in the example alone.
            pub fn label<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.label = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for label: {e}")
                    });
                self
            }
            /// Where it leads. Documented, in the example alone.
            pub fn url<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::option::Option<::std::string::String>>,
                T::Error: ::std::fmt::Display,
            {
                self.url = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for url: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<PageLink> for super::PageLink {
            type Error = super::error::ConversionError;
            fn try_from(
                value: PageLink,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    active: value.active?,
                    label: value.label?,
                    url: value.url?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::PageLink> for PageLink {
            fn from(value: super::PageLink) -> Self {
                Self {
                    active: Ok(value.active),
                    label: Ok(value.label),
                    url: Ok(value.url),
                    extra: Ok(value.extra),
                }
            }
        }
        /// Builder of a [`TranscriptTurn`](super::TranscriptTurn).
        #[derive(Clone, Debug)]
        pub struct TranscriptTurn {
            sender: ::std::result::Result<
                ::intellixent::wire::OpenEnum<super::Sender>,
                ::std::string::String,
            >,
            text: ::std::result::Result<::std::string::String, ::std::string::String>,
            timestamp: ::std::result::Result<f64, ::std::string::String>,
            type_: ::std::result::Result<::std::string::String, ::std::string::String>,
            extra: ::std::result::Result<
                ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                ::std::string::String,
            >,
        }
        impl ::std::default::Default for TranscriptTurn {
            fn default() -> Self {
                Self {
                    sender: Err("no value supplied for sender".to_string()),
                    text: Err("no value supplied for text".to_string()),
                    timestamp: Err("no value supplied for timestamp".to_string()),
                    type_: Err("no value supplied for type_".to_string()),
                    extra: Ok(::std::default::Default::default()),
                }
            }
        }
        impl TranscriptTurn {
            /// Who said it. The list is seen on sibling deployments and may grow.
            pub fn sender<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::intellixent::wire::OpenEnum<super::Sender>>,
                T::Error: ::std::fmt::Display,
            {
                self.sender = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for sender: {e}")
                    });
                self
            }
            /// What was said in this turn. Seen on sibling deployments.
            pub fn text<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.text = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for text: {e}")
                    });
                self
            }
            /// When it was said, in Unix seconds with a fraction. Seen on sibling deployments.
            pub fn timestamp<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<f64>,
                T::Error: ::std::fmt::Display,
            {
                self.timestamp = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for timestamp: {e}")
                    });
                self
            }
            /// Kind of the turn, in the platform's own words. Seen on sibling deployments.
            pub fn type_<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<::std::string::String>,
                T::Error: ::std::fmt::Display,
            {
                self.type_ = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for type_: {e}")
                    });
                self
            }
            /// Fields that this version of the crate does not know, as they came.
            pub fn extra<T>(mut self, value: T) -> Self
            where
                T: ::std::convert::TryInto<
                    ::serde_json::Map<::std::string::String, ::serde_json::Value>,
                >,
                T::Error: ::std::fmt::Display,
            {
                self.extra = value
                    .try_into()
                    .map_err(|e| {
                        format!("error converting supplied value for extra: {e}")
                    });
                self
            }
        }
        impl ::std::convert::TryFrom<TranscriptTurn> for super::TranscriptTurn {
            type Error = super::error::ConversionError;
            fn try_from(
                value: TranscriptTurn,
            ) -> ::std::result::Result<Self, super::error::ConversionError> {
                Ok(Self {
                    sender: value.sender?,
                    text: value.text?,
                    timestamp: value.timestamp?,
                    type_: value.type_?,
                    extra: value.extra?,
                })
            }
        }
        impl ::std::convert::From<super::TranscriptTurn> for TranscriptTurn {
            fn from(value: super::TranscriptTurn) -> Self {
                Self {
                    sender: Ok(value.sender),
                    text: Ok(value.text),
                    timestamp: Ok(value.timestamp),
                    type_: Ok(value.type_),
                    extra: Ok(value.extra),
                }
            }
        }
    }
    /// Error types.
    pub mod error {
        /// Error from a `TryFrom` or `FromStr` implementation.
        pub struct ConversionError(::std::borrow::Cow<'static, str>);
        impl ::std::error::Error for ConversionError {}
        impl ::std::fmt::Display for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Display::fmt(&self.0, f)
            }
        }
        impl ::std::fmt::Debug for ConversionError {
            fn fmt(
                &self,
                f: &mut ::std::fmt::Formatter<'_>,
            ) -> Result<(), ::std::fmt::Error> {
                ::std::fmt::Debug::fmt(&self.0, f)
            }
        }
        impl From<&'static str> for ConversionError {
            fn from(value: &'static str) -> Self {
                Self(value.into())
            }
        }
        impl From<String> for ConversionError {
            fn from(value: String) -> Self {
                Self(value.into())
            }
        }
    }
}
impl crate::paging::Page for types::CallPage {
    type Item = types::Call;
    fn current(&self) -> Option<u64> {
        self.current_page
    }
    fn last(&self) -> Option<u64> {
        self.last_page
    }
    fn items(&self) -> &[types::Call] {
        &self.data
    }
    fn into_items(self) -> Vec<types::Call> {
        self.data
    }
    fn id(item: &types::Call) -> Option<u64> {
        Some(item.id)
    }
}
/// Where the API is, unless somebody says otherwise: the document's first server.
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
            request: crate::request::Request::new(self, &builder::LISTCALLS),
        }
    }
    /**Delete a call

Deletes the record of a call. It cannot be undone. Seen on sibling deployments.

Sends `DELETE /user/calls/{id}`.

- `id`: Identifies the call. Seen on sibling deployments.

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
            request: crate::request::Request::new(self, &builder::DELETECALL)
                .path::<u64>("id", id),
        }
    }
    /**Get a call

Everything about one call that belongs to the authenticated user: who took part, when, for how long, what was
said, what was found out, and what it cost.

Sends `GET /user/calls/{id}`.

- `id`: Identifies the call. Documented.

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
            request: crate::request::Request::new(self, &builder::GETCALL)
                .path::<u64>("id", id),
        }
    }
    /**Make a call

Has an assistant call a phone number. It costs money, so the client sends the request once, whatever happens.
Seen on sibling deployments.

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
            request: crate::request::Request::new(self, &builder::MAKECALL)
                .json::<types::NewCall>(body),
        }
    }
}
/// The requests that the methods of [`Client`](crate::Client) return: setters for what is optional, then `.await`.
pub mod builder {
    use super::types;
    use crate::request::{Operation, Request, Sending};
    use crate::{Error, ResponseValue, decode};
    pub(super) const LISTCALLS: Operation = Operation {
        id: "list_calls",
        method: ::http::Method::GET,
        path: "/user/calls",
        authorized: true,
    };
    pub(super) const DELETECALL: Operation = Operation {
        id: "delete_call",
        method: ::http::Method::DELETE,
        path: "/user/calls/{id}",
        authorized: true,
    };
    pub(super) const GETCALL: Operation = Operation {
        id: "get_call",
        method: ::http::Method::GET,
        path: "/user/calls/{id}",
        authorized: true,
    };
    pub(super) const MAKECALL: Operation = Operation {
        id: "make_call",
        method: ::http::Method::POST,
        path: "/user/make_call",
        authorized: true,
    };
    /**The request of [`Client::list_calls`](crate::Client::list_calls); `.await` sends it.

As every request it fails with [`Error`](crate::Error).*/
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct ListCalls {
        pub(super) request: Request,
    }
    impl ListCalls {
        ///Calls in this state. Documented.
        pub fn status(
            mut self,
            status: impl ::std::convert::TryInto<
                ::intellixent::wire::OpenEnum<types::CallStatus>,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<
                    ::intellixent::wire::OpenEnum<types::CallStatus>,
                >("status", status);
            self
        }
        ///Calls that came about in this way. Documented.
        pub fn type_(
            mut self,
            type_: impl ::std::convert::TryInto<
                ::intellixent::wire::OpenEnum<types::CallType>,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<::intellixent::wire::OpenEnum<types::CallType>>("type", type_);
            self
        }
        ///Calls with this number of the other party. Whether a part of it matches is not documented.
        pub fn phone_number(
            mut self,
            phone_number: impl ::std::convert::TryInto<
                ::std::string::String,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<::std::string::String>("phone_number", phone_number);
            self
        }
        ///Calls that this assistant handled. Documented.
        pub fn assistant_id(
            mut self,
            assistant_id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            self.request = self.request.query::<u64>("assistant_id", assistant_id);
            self
        }
        ///Calls of this campaign. Documented.
        pub fn campaign_id(
            mut self,
            campaign_id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            self.request = self.request.query::<u64>("campaign_id", campaign_id);
            self
        }
        ///Calls from this date on. Documented, without time zone and inclusiveness.
        pub fn date_from(
            mut self,
            date_from: impl ::std::convert::TryInto<
                ::intellixent::jiff::civil::Date,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<::intellixent::jiff::civil::Date>("date_from", date_from);
            self
        }
        ///Calls up to this date. Documented, without time zone and inclusiveness.
        pub fn date_to(
            mut self,
            date_to: impl ::std::convert::TryInto<
                ::intellixent::jiff::civil::Date,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            self.request = self
                .request
                .query::<::intellixent::jiff::civil::Date>("date_to", date_to);
            self
        }
        ///How many calls a page has, 1 to 100; the server assumes 15. Documented.
        pub fn per_page(
            mut self,
            per_page: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            self.request = self.request.query::<u64>("per_page", per_page);
            self
        }
        ///Which page, counted from 1. Documented.
        pub fn page(
            mut self,
            page: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            self.request = self.request.query::<u64>("page", page);
            self
        }
        /**Everything on all pages, one after the other: 100 a page unless `per_page` says otherwise, from the page that `page` names on. The next page is fetched while this one is worked on; each item comes once.

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
            crate::paging::Items::new(self.request)
        }
        /// All pages, one after the other, as [`stream`](Self::stream) walks over them.
        pub fn pages(self) -> crate::paging::Pages<types::CallPage> {
            crate::paging::Pages::new(self.request)
        }
        /// Sends the request; the answer comes with its status and headers.
        pub async fn send(self) -> Result<ResponseValue<types::CallPage>, Error> {
            self.request.send(decode::json).await
        }
        /// Sends the request; the body comes as it is, to be kept or given to
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(self) -> Result<ResponseValue<::bytes::Bytes>, Error> {
            self.request.send(decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for ListCalls {
        type Output = Result<types::CallPage, Error>;
        type IntoFuture = Sending<types::CallPage>;
        fn into_future(self) -> Self::IntoFuture {
            Box::pin(async move { Ok(self.send().await?.into_inner()) })
        }
    }
    /**The request of [`Client::delete_call`](crate::Client::delete_call); `.await` sends it.

As every request it fails with [`Error`](crate::Error).*/
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct DeleteCall {
        pub(super) request: Request,
    }
    impl DeleteCall {
        /// Sends the request; the answer comes with its status and headers.
        pub async fn send(self) -> Result<ResponseValue<types::Done>, Error> {
            self.request.send(decode::json).await
        }
        /// Sends the request; the body comes as it is, to be kept or given to
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(self) -> Result<ResponseValue<::bytes::Bytes>, Error> {
            self.request.send(decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for DeleteCall {
        type Output = Result<types::Done, Error>;
        type IntoFuture = Sending<types::Done>;
        fn into_future(self) -> Self::IntoFuture {
            Box::pin(async move { Ok(self.send().await?.into_inner()) })
        }
    }
    /**The request of [`Client::get_call`](crate::Client::get_call); `.await` sends it.

As every request it fails with [`Error`](crate::Error).*/
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct GetCall {
        pub(super) request: Request,
    }
    impl GetCall {
        /// Sends the request; the answer comes with its status and headers.
        pub async fn send(self) -> Result<ResponseValue<types::Call>, Error> {
            self.request.send(decode::json).await
        }
        /// Sends the request; the body comes as it is, to be kept or given to
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(self) -> Result<ResponseValue<::bytes::Bytes>, Error> {
            self.request.send(decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for GetCall {
        type Output = Result<types::Call, Error>;
        type IntoFuture = Sending<types::Call>;
        fn into_future(self) -> Self::IntoFuture {
            Box::pin(async move { Ok(self.send().await?.into_inner()) })
        }
    }
    /**The request of [`Client::make_call`](crate::Client::make_call); `.await` sends it.

As every request it fails with [`Error`](crate::Error).*/
    #[derive(Clone, Debug)]
    #[must_use = "a request is sent by `.await`, `send` or `send_raw`"]
    pub struct MakeCall {
        pub(super) request: Request,
    }
    impl MakeCall {
        /// Sends the request; the answer comes with its status and headers.
        pub async fn send(self) -> Result<ResponseValue<types::Done>, Error> {
            self.request.send(decode::json).await
        }
        /// Sends the request; the body comes as it is, to be kept or given to
        /// [`from_slice`](crate::from_slice).
        pub async fn send_raw(self) -> Result<ResponseValue<::bytes::Bytes>, Error> {
            self.request.send(decode::raw).await
        }
    }
    impl ::std::future::IntoFuture for MakeCall {
        type Output = Result<types::Done, Error>;
        type IntoFuture = Sending<types::Done>;
        fn into_future(self) -> Self::IntoFuture {
            Box::pin(async move { Ok(self.send().await?.into_inner()) })
        }
    }
}
