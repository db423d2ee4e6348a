package alerts

import "crossplay/rooms/room"

// The refusals of this package.
var (
	ErrHook   = &room.Refusal{Code: "bad_webhook"}
	ErrPush   = &room.Refusal{Code: "bad_subscription"}
	ErrQuiet  = &room.Refusal{Code: "bad_hours"}
	ErrNone   = &room.Refusal{Code: "no_alerts"}
	ErrEmail  = &room.Refusal{Code: "bad_email"}
	ErrCode   = &room.Refusal{Code: "bad_email_code"}
	ErrLink   = &room.Refusal{Code: "bad_link"}
	ErrFailed = &room.Refusal{Code: "not_delivered"}
)
