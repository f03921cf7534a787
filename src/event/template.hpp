#pragma once

#include "event/pairs.hpp"

#include <string>
#include <string_view>

namespace logbeam::event {

inline constexpr std::size_t longest_template = 256;

// What calls of the same kind have in common: the message with its variable parts as `<*>`. Masked are the values
// of pairs, words with a digit in them (numbers, times, addresses, hexadecimal and UUIDs) and quoted texts. Pure:
// the same message has the same template everywhere. Replaces `out`; what is longer than longest_template is cut.
void guess_template(std::string_view message, const PairList& pairs, std::string& out);

}  // namespace logbeam::event
