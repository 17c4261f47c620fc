// Generated from openapi/intellixent.yaml by `cargo xtask codegen`. Do not edit: change the document and run it again.

/// For each operation, what a mock expects of a request, and how it responds.
pub mod operations {
    #[allow(unused_imports)]
    use intellixent::types;
    ///What a mock of the operation `list_calls` expects of a request.
    pub struct ListCallsWhen(::httpmock::When);
    impl ListCallsWhen {
        ///Only calls with this status. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn status(
            self,
            status: impl ::std::convert::TryInto<
                ::intellixent::wire::OpenEnum<types::CallStatus>,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            let status: ::intellixent::wire::OpenEnum<types::CallStatus> = crate::expect::value(
                "status",
                status,
            );
            Self(crate::expect::query(self.0, "status", &status))
        }
        ///Only calls of this type. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn type_(
            self,
            type_: impl ::std::convert::TryInto<
                ::intellixent::wire::OpenEnum<types::CallType>,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            let type_: ::intellixent::wire::OpenEnum<types::CallType> = crate::expect::value(
                "type",
                type_,
            );
            Self(crate::expect::query(self.0, "type", &type_))
        }
        ///Only calls with this phone number of the other party. Whether a part of it matches is not documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn phone_number(
            self,
            phone_number: impl ::std::convert::TryInto<
                ::std::string::String,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            let phone_number: ::std::string::String = crate::expect::value(
                "phone_number",
                phone_number,
            );
            Self(crate::expect::query(self.0, "phone_number", &phone_number))
        }
        ///Only calls that this assistant handled. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn assistant_id(
            self,
            assistant_id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let assistant_id: u64 = crate::expect::value("assistant_id", assistant_id);
            Self(crate::expect::query(self.0, "assistant_id", &assistant_id))
        }
        ///Only calls of this campaign. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn campaign_id(
            self,
            campaign_id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let campaign_id: u64 = crate::expect::value("campaign_id", campaign_id);
            Self(crate::expect::query(self.0, "campaign_id", &campaign_id))
        }
        ///Only calls from this date on. Documented, but not its time zone, nor whether the date is included.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn date_from(
            self,
            date_from: impl ::std::convert::TryInto<
                ::intellixent::jiff::civil::Date,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            let date_from: ::intellixent::jiff::civil::Date = crate::expect::value(
                "date_from",
                date_from,
            );
            Self(crate::expect::query(self.0, "date_from", &date_from))
        }
        ///Only calls up to this date. Documented, but not its time zone, nor whether the date is included.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn date_to(
            self,
            date_to: impl ::std::convert::TryInto<
                ::intellixent::jiff::civil::Date,
                Error: ::std::fmt::Display,
            >,
        ) -> Self {
            let date_to: ::intellixent::jiff::civil::Date = crate::expect::value(
                "date_to",
                date_to,
            );
            Self(crate::expect::query(self.0, "date_to", &date_to))
        }
        ///The maximum number of calls per page, from 1 to 100. The server's default is 15. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn per_page(
            self,
            per_page: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let per_page: u64 = crate::expect::value("per_page", per_page);
            Self(crate::expect::query(self.0, "per_page", &per_page))
        }
        ///The number of the page, from 1. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn page(
            self,
            page: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let page: u64 = crate::expect::value("page", page);
            Self(crate::expect::query(self.0, "page", &page))
        }
    }
    ///How a mock of the operation `list_calls` responds.
    pub struct ListCallsThen(crate::answers::Answers);
    impl ListCallsThen {
        ///Responds with 200. One page of calls.
        pub fn ok(self, value: &types::CallPage) -> Self {
            Self(self.0.json(200u16, value))
        }
        ///Responds with 401. The API key is missing or wrong. Documented.
        pub fn unauthorized(self, value: &types::ApiError) -> Self {
            Self(self.0.json(401u16, value))
        }
        /**Responds with 429. Too many requests. The delay is in the body (documented), in the header `Retry-After` (seen on sibling
deployments), or in both.*/
        pub fn too_many_requests(self, value: &types::ApiError) -> Self {
            Self(self.0.json(429u16, value))
        }
        /**Responds with a status from 400 to 499. The request was refused.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn client_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 4u16), value))
        }
        /**Responds with a status from 500 to 599. The platform failed. A proxy in front of it may answer with HTML instead of this schema.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn server_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 5u16), value))
        }
    }
    crate::operation::operation!("GET" "/user/calls" : ListCallsWhen, ListCallsThen);
    ///What a mock of the operation `delete_call` expects of a request.
    pub struct DeleteCallWhen(::httpmock::When);
    impl DeleteCallWhen {
        ///The id of the call. Seen on sibling deployments.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn id(
            self,
            id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let id: u64 = crate::expect::value("id", id);
            Self(crate::expect::path(self.0, "/user/calls/{id}", "id", &id))
        }
    }
    ///How a mock of the operation `delete_call` responds.
    pub struct DeleteCallThen(crate::answers::Answers);
    impl DeleteCallThen {
        ///Responds with 200. The call is deleted.
        pub fn ok(self, value: &types::Done) -> Self {
            Self(self.0.json(200u16, value))
        }
        ///Responds with 401. The API key is missing or wrong. Documented.
        pub fn unauthorized(self, value: &types::ApiError) -> Self {
            Self(self.0.json(401u16, value))
        }
        ///Responds with 404. The call does not exist, or belongs to another user. Documented.
        pub fn not_found(self, value: &types::ApiError) -> Self {
            Self(self.0.json(404u16, value))
        }
        /**Responds with 429. Too many requests. The delay is in the body (documented), in the header `Retry-After` (seen on sibling
deployments), or in both.*/
        pub fn too_many_requests(self, value: &types::ApiError) -> Self {
            Self(self.0.json(429u16, value))
        }
        /**Responds with a status from 400 to 499. The request was refused.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn client_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 4u16), value))
        }
        /**Responds with a status from 500 to 599. The platform failed. A proxy in front of it may answer with HTML instead of this schema.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn server_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 5u16), value))
        }
    }
    crate::operation::operation!(
        "DELETE" "/user/calls/{id}" : DeleteCallWhen, DeleteCallThen
    );
    ///What a mock of the operation `get_call` expects of a request.
    pub struct GetCallWhen(::httpmock::When);
    impl GetCallWhen {
        ///The id of the call. Documented.
        ///
        /// # Panics
        ///
        /// If the value cannot be converted to the type of the parameter.
        #[track_caller]
        pub fn id(
            self,
            id: impl ::std::convert::TryInto<u64, Error: ::std::fmt::Display>,
        ) -> Self {
            let id: u64 = crate::expect::value("id", id);
            Self(crate::expect::path(self.0, "/user/calls/{id}", "id", &id))
        }
    }
    ///How a mock of the operation `get_call` responds.
    pub struct GetCallThen(crate::answers::Answers);
    impl GetCallThen {
        ///Responds with 200. The call.
        pub fn ok(self, value: &types::Call) -> Self {
            Self(self.0.json(200u16, value))
        }
        ///Responds with 401. The API key is missing or wrong. Documented.
        pub fn unauthorized(self, value: &types::ApiError) -> Self {
            Self(self.0.json(401u16, value))
        }
        ///Responds with 404. The call does not exist, or belongs to another user. Documented.
        pub fn not_found(self, value: &types::ApiError) -> Self {
            Self(self.0.json(404u16, value))
        }
        /**Responds with 429. Too many requests. The delay is in the body (documented), in the header `Retry-After` (seen on sibling
deployments), or in both.*/
        pub fn too_many_requests(self, value: &types::ApiError) -> Self {
            Self(self.0.json(429u16, value))
        }
        /**Responds with a status from 400 to 499. The request was refused.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn client_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 4u16), value))
        }
        /**Responds with a status from 500 to 599. The platform failed. A proxy in front of it may answer with HTML instead of this schema.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn server_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 5u16), value))
        }
    }
    crate::operation::operation!("GET" "/user/calls/{id}" : GetCallWhen, GetCallThen);
    ///What a mock of the operation `make_call` expects of a request.
    pub struct MakeCallWhen(::httpmock::When);
    impl MakeCallWhen {
        /// The body of the request.
        pub fn body(self, body: &types::NewCall) -> Self {
            Self(self.0.json_body_obj(body))
        }
    }
    ///How a mock of the operation `make_call` responds.
    pub struct MakeCallThen(crate::answers::Answers);
    impl MakeCallThen {
        ///Responds with 200. The call is started.
        pub fn ok(self, value: &types::Done) -> Self {
            Self(self.0.json(200u16, value))
        }
        ///Responds with 401. The API key is missing or wrong. Documented.
        pub fn unauthorized(self, value: &types::ApiError) -> Self {
            Self(self.0.json(401u16, value))
        }
        /**Responds with 429. Too many requests. The delay is in the body (documented), in the header `Retry-After` (seen on sibling
deployments), or in both.*/
        pub fn too_many_requests(self, value: &types::ApiError) -> Self {
            Self(self.0.json(429u16, value))
        }
        /**Responds with a status from 400 to 499. The request was refused.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn client_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 4u16), value))
        }
        /**Responds with a status from 500 to 599. The platform failed. A proxy in front of it may answer with HTML instead of this schema.

# Panics

If `status` is outside this range.*/
        #[track_caller]
        pub fn server_error(self, status: u16, value: &types::ApiError) -> Self {
            Self(self.0.json(crate::checked(status, 5u16), value))
        }
    }
    crate::operation::operation!("POST" "/user/make_call" : MakeCallWhen, MakeCallThen);
}
/// For each operation, a method that adds a mock to a [`MockServer`](crate::MockServer).
pub trait MockServerExt: crate::sealed::Sealed {
    ///Adds a mock of the operation `list_calls`.
    fn list_calls<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListCallsWhen, operations::ListCallsThen);
    ///Adds a mock of the operation `delete_call`.
    fn delete_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteCallWhen, operations::DeleteCallThen);
    ///Adds a mock of the operation `get_call`.
    fn get_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetCallWhen, operations::GetCallThen);
    ///Adds a mock of the operation `make_call`.
    fn make_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::MakeCallWhen, operations::MakeCallThen);
}
impl MockServerExt for crate::MockServer {
    fn list_calls<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::ListCallsWhen, operations::ListCallsThen),
    {
        self.mock(|when, then| config_fn(
            operations::ListCallsWhen::new(when),
            operations::ListCallsThen::new(then),
        ))
    }
    fn delete_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::DeleteCallWhen, operations::DeleteCallThen),
    {
        self.mock(|when, then| config_fn(
            operations::DeleteCallWhen::new(when),
            operations::DeleteCallThen::new(then),
        ))
    }
    fn get_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::GetCallWhen, operations::GetCallThen),
    {
        self.mock(|when, then| config_fn(
            operations::GetCallWhen::new(when),
            operations::GetCallThen::new(then),
        ))
    }
    fn make_call<F>(&self, config_fn: F) -> ::httpmock::Mock<'_>
    where
        F: FnOnce(operations::MakeCallWhen, operations::MakeCallThen),
    {
        self.mock(|when, then| config_fn(
            operations::MakeCallWhen::new(when),
            operations::MakeCallThen::new(then),
        ))
    }
}
/// The examples of the document, as values. Every field of a model is public, so that a test can change it.
pub mod fixtures {
    #[allow(unused_imports)]
    use intellixent::types;
    /// The first page in the vendor's reference, with one call. Documented.
    pub fn documented_call_page() -> types::CallPage {
        crate::fixture(json::DOCUMENTED_CALL_PAGE)
    }
    /// The body of a 401: the API key is missing or wrong. Documented.
    pub fn unauthenticated() -> types::ApiError {
        crate::fixture(json::UNAUTHENTICATED)
    }
    /// The body of a 429: too many requests. Documented.
    pub fn too_many_attempts() -> types::ApiError {
        crate::fixture(json::TOO_MANY_ATTEMPTS)
    }
    /// The body of a 403: the API key does not permit this. Invented.
    pub fn forbidden() -> types::ApiError {
        crate::fixture(json::FORBIDDEN)
    }
    /// The body of a 422: a field of the request is not valid. Documented, with an invented field.
    pub fn invalid() -> types::ApiError {
        crate::fixture(json::INVALID)
    }
    /// The body of a 500: the platform failed. Invented.
    pub fn server_error() -> types::ApiError {
        crate::fixture(json::SERVER_ERROR)
    }
    /// The call is deleted. Invented.
    pub fn call_deleted() -> types::Done {
        crate::fixture(json::CALL_DELETED)
    }
    /// The body of a 404: there is no such call. Documented.
    pub fn not_found() -> types::ApiError {
        crate::fixture(json::NOT_FOUND)
    }
    /// The call on the vendor's page. Documented.
    pub fn documented_call() -> types::Call {
        crate::fixture(json::DOCUMENTED_CALL)
    }
    /// A call in the forms that sibling deployments send. Invented.
    pub fn sibling_call() -> types::Call {
        crate::fixture(json::SIBLING_CALL)
    }
    /// The call is started. Invented.
    pub fn call_started() -> types::Done {
        crate::fixture(json::CALL_STARTED)
    }
    /// The body of the webhook on the vendor's page. Documented.
    pub fn documented_finished_call() -> types::FinishedCall {
        crate::fixture(json::DOCUMENTED_FINISHED_CALL)
    }
    /// The body of the webhook in the forms that sibling deployments send. Invented.
    pub fn sibling_finished_call() -> types::FinishedCall {
        crate::fixture(json::SIBLING_FINISHED_CALL)
    }
    /// A [`types::Call`] to start from: [`documented_call`].
    pub fn call() -> types::Call {
        documented_call()
    }
    /// A [`types::CallPage`] to start from: [`documented_call_page`].
    pub fn call_page() -> types::CallPage {
        documented_call_page()
    }
    /// A [`types::Done`] to start from: [`call_deleted`].
    pub fn done() -> types::Done {
        call_deleted()
    }
    /// A [`types::FinishedCall`] to start from: [`documented_finished_call`].
    pub fn finished_call() -> types::FinishedCall {
        documented_finished_call()
    }
    /// The same examples, as the JSON that a server sends.
    pub mod json {
        /// The first page in the vendor's reference, with one call. Documented.
        pub const DOCUMENTED_CALL_PAGE: &str = r#"{
  "current_page": 1,
  "data": [
    {
      "answered_by": "human",
      "assistant_name": "Sales Assistant",
      "assistant_phone_number": "+1234567890",
      "campaign_name": "Q4 Outreach Campaign",
      "carrier_cost": 0.02,
      "client_phone_number": "+1987654321",
      "created_at": "2025-08-04 14:30:00",
      "duration": 245,
      "evaluation": {
        "outcome": "qualified_lead",
        "score": 8.5,
        "sentiment": "positive"
      },
      "id": 123,
      "recording_url": "https://portal.intellixent.ai/recordings/calls/123.mp3",
      "status": "completed",
      "total_cost": 0.025,
      "transcript": "Hello, this is Sarah from Intellixent. How are you doing today?...",
      "type": "outbound",
      "updated_at": "2025-08-04 14:34:05",
      "variables": {
        "customer_name": "John Smith",
        "follow_up_date": "2025-08-15",
        "interest_level": "high"
      }
    }
  ],
  "first_page_url": "https://portal.intellixent.ai/api/user/calls?page=1",
  "from": 1,
  "last_page": 10,
  "last_page_url": "https://portal.intellixent.ai/api/user/calls?page=10",
  "links": [
    {
      "active": false,
      "label": "&laquo; Previous",
      "url": null
    },
    {
      "active": true,
      "label": "1",
      "url": "https://portal.intellixent.ai/api/user/calls?page=1"
    },
    {
      "active": false,
      "label": "2",
      "url": "https://portal.intellixent.ai/api/user/calls?page=2"
    }
  ],
  "next_page_url": "https://portal.intellixent.ai/api/user/calls?page=2",
  "path": "https://portal.intellixent.ai/api/user/calls",
  "per_page": 15,
  "prev_page_url": null,
  "to": 15,
  "total": 150
}"#;
        /// The body of a 401: the API key is missing or wrong. Documented.
        pub const UNAUTHENTICATED: &str = r#"{
  "message": "Unauthenticated."
}"#;
        /// The body of a 429: too many requests. Documented.
        pub const TOO_MANY_ATTEMPTS: &str = r#"{
  "message": "Too Many Attempts.",
  "retry_after": 60
}"#;
        /// The body of a 403: the API key does not permit this. Invented.
        pub const FORBIDDEN: &str = r#"{
  "message": "This action is unauthorized."
}"#;
        /// The body of a 422: a field of the request is not valid. Documented, with an invented field.
        pub const INVALID: &str = r#"{
  "errors": {
    "phone_number": [
      "The phone number field is required."
    ]
  },
  "message": "The given data was invalid."
}"#;
        /// The body of a 500: the platform failed. Invented.
        pub const SERVER_ERROR: &str = r#"{
  "message": "Server Error"
}"#;
        /// The call is deleted. Invented.
        pub const CALL_DELETED: &str = r#"{
  "message": "Call deleted successfully"
}"#;
        /// The body of a 404: there is no such call. Documented.
        pub const NOT_FOUND: &str = r#"{
  "message": "Call not found"
}"#;
        /// The call on the vendor's page. Documented.
        pub const DOCUMENTED_CALL: &str = r#"{
  "answered_by": "human",
  "assistant_name": "Sales Assistant",
  "assistant_phone_number": "+1234567890",
  "campaign_name": "Q4 Outreach Campaign",
  "carrier_cost": 0.02,
  "client_phone_number": "+1987654321",
  "created_at": "2025-08-04 14:30:00",
  "duration": 245,
  "evaluation": {
    "outcome": "qualified_lead",
    "score": 8.5,
    "sentiment": "positive"
  },
  "id": 123,
  "recording_url": "https://portal.intellixent.ai/recordings/calls/123.mp3",
  "status": "completed",
  "total_cost": 0.025,
  "transcript": "Hello, this is Sarah from Intellixent. How are you doing today?...",
  "type": "outbound",
  "updated_at": "2025-08-04 14:34:05",
  "variables": {
    "customer_name": "John Smith",
    "follow_up_date": "2025-08-15",
    "interest_level": "high"
  },
  "webhook_response": {
    "data": {
      "crm_contact_id": "abc123"
    },
    "status": "success"
  }
}"#;
        /// A call in the forms that sibling deployments send. Invented.
        pub const SIBLING_CALL: &str = r#"{
  "answered_by": null,
  "assistant_name": "Front Desk",
  "assistant_phone_number": "+15550100001",
  "campaign_name": null,
  "carrier_cost": "0.00400000",
  "client_phone_number": null,
  "created_at": "2025-08-04T14:30:00.000000Z",
  "duration": 38,
  "evaluation": [
    {
      "description": "Whether the caller got what they called for.",
      "name": "reached_goal",
      "type": "boolean",
      "value": false
    },
    {
      "name": "mood",
      "type": "string",
      "value": "neutral"
    }
  ],
  "id": 124,
  "recording_url": null,
  "status": "ended_by_customer",
  "total_cost": "0.01200000",
  "transcript": [
    {
      "sender": "bot",
      "text": "Front desk, how can I help?",
      "timestamp": 1754317800.25,
      "type": "transcript"
    },
    {
      "sender": "human",
      "text": "Sorry, wrong number.",
      "timestamp": 1754317804.75,
      "type": "transcript"
    }
  ],
  "type": "inbound",
  "updated_at": "2025-08-04T16:30:41+02:00",
  "variables": [],
  "webhook_response": null
}"#;
        /// The call is started. Invented.
        pub const CALL_STARTED: &str = r#"{
  "data": {
    "status": "initiated"
  },
  "message": "Call initiated successfully"
}"#;
        /// The body of the webhook on the vendor's page. Documented.
        pub const DOCUMENTED_FINISHED_CALL: &str = r#"{
  "assistant_phone": "+1987654321",
  "created_at": "2025-01-15T10:30:00.000000Z",
  "customer_phone": "+1234567890",
  "duration": 125,
  "extracted_variables": {
    "lead_quality": "high",
    "status": true,
    "summary": "Customer interested in product demo"
  },
  "finished_at": "2025-01-15T10:32:05.000000Z",
  "formatted_transcript": "AI: Hello! This is Sarah.\nCustomer: Hi, thanks for calling.",
  "id": 12345,
  "input_variables": {
    "customer_name": "John Doe"
  },
  "lead": {
    "call_tries": 2,
    "campaign": {
      "allowed_days": [
        "monday",
        "tuesday"
      ],
      "allowed_hours_end_time": "17:00",
      "allowed_hours_start_time": "09:00",
      "created_at": "2025-01-15T08:00:00.000000Z",
      "id": 456,
      "max_calls_in_parallel": 5,
      "max_retries": 3,
      "name": "Product Demo Campaign",
      "retry_interval": 60,
      "status": "active",
      "updated_at": "2025-01-15T08:00:00.000000Z"
    },
    "created_at": "2025-01-15T09:00:00.000000Z",
    "id": 789,
    "phone_number": "+1234567890",
    "status": "contacted",
    "updated_at": "2025-01-15T10:32:05.000000Z",
    "variables": {
      "source": "website"
    }
  },
  "status": "completed",
  "transcript": [
    {
      "sender": "bot",
      "text": "Hello! This is Sarah.",
      "timestamp": 1756812511.315143,
      "type": "transcript"
    },
    {
      "sender": "human",
      "text": "Hi, thanks for calling.",
      "timestamp": 1756812514.104436,
      "type": "transcript"
    }
  ],
  "transfers": [
    {
      "carrier_cost": 0.0156,
      "created_at": "2025-01-15T10:31:00.000000Z",
      "duration": 85,
      "finished_at": "2025-01-15T10:32:25.000000Z",
      "formatted_transcript": "",
      "id": 12346,
      "status": "completed",
      "transcript": null,
      "transfer_to": "+1555123456"
    }
  ]
}"#;
        /// The body of the webhook in the forms that sibling deployments send. Invented.
        pub const SIBLING_FINISHED_CALL: &str = r#"{
  "assistant_id": "4d3c2b1a-0000-4000-8000-000000000007",
  "assistant_name": "Front Desk",
  "assistant_phone": "+15550100001",
  "campaign": null,
  "created_at": "2025-08-04T14:30:00Z",
  "customer_phone": null,
  "duration": 38,
  "ended_by": "customer",
  "extracted_variables": [],
  "finished_at": "2025-08-04T14:30:38Z",
  "id": 124,
  "input_variables": [],
  "lead": null,
  "recording_url": null,
  "status": "voicemail",
  "transcript": "Front desk, how can I help?",
  "transfers": null,
  "type": "inbound"
}"#;
    }
    #[cfg(test)]
    mod tests {
        #[test]
        fn every_fixture_fits_its_model() {
            let _ = super::documented_call_page();
            let _ = super::unauthenticated();
            let _ = super::too_many_attempts();
            let _ = super::forbidden();
            let _ = super::invalid();
            let _ = super::server_error();
            let _ = super::call_deleted();
            let _ = super::not_found();
            let _ = super::documented_call();
            let _ = super::sibling_call();
            let _ = super::call_started();
            let _ = super::documented_finished_call();
            let _ = super::sibling_finished_call();
        }
    }
}
