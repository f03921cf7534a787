#pragma once

#include "history/search.hpp"

#include <logbeam/json_writer.hpp>

// What several reports say in the same words.
namespace logbeam::http {

// `{"blocks":12,"scanned":3,"skipped":9,"damaged":0,"events":1500,"matched":42}`
void write_progress(JsonWriter& json, const history::SearchProgress& progress);

// The last members of a report that is one object: `complete`, whether all that was asked about was looked at, and
// `progress`.
void write_end(JsonWriter& json, bool is_complete, const history::SearchProgress& progress);

// Of two searches one after the other.
void add(const history::SearchProgress& later, history::SearchProgress& sum) noexcept;

}  // namespace logbeam::http
