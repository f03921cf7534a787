#pragma once

#include "http/message.hpp"

#include <logbeam/json_writer.hpp>
#include <logbeam/result.hpp>

#include <memory>
#include <string>

// Answers that every route can give, in one form.
namespace logbeam::http {

// The one place where an error gets its HTTP status.
[[nodiscard]] int status_of(ErrorCode code) noexcept;

// `{"error":160,"name":"unauthorized","detail":"…","mayRetry":false}`, and what HTTP wants beside it: Retry-After where
// trying again can help, WWW-Authenticate where a token is missing.
void write_error(JsonWriter& json, const Error& error);
[[nodiscard]] Response error_answer(const Error& error);

// Kept by no cache, and taken by browsers for what they say they are.
[[nodiscard]] Response json_answer(std::string body, int status = 200);
[[nodiscard]] Response text_answer(std::string body, int status = 200);
[[nodiscard]] Response report_answer(std::unique_ptr<Report> report);

}  // namespace logbeam::http
