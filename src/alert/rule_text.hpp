#pragma once

#include "alert/rule.hpp"

#include <logbeam/result.hpp>
#include <logbeam/timestamp.hpp>

#include <string>

// One rule as text, a mapping at the margin, for who edits it; and the file that holds it alone.
namespace logbeam::alert {

// As it is written in `file`, the content of the file that it stands in, with its comments; in one spelling of its own
// where that cannot be told.
[[nodiscard]] std::string text_of(const Rule& rule, const std::string& file);

// The file with `text` in place of the rule that it holds alone (what stands before it stays), or a new one. An error
// where the text is a rule and yet cannot be put into a file.
[[nodiscard]] Result<std::string> file_with(const std::string& text, const Rule& old, const std::string& file);
[[nodiscard]] Result<std::string> file_with(const std::string& text);

}  // namespace logbeam::alert
