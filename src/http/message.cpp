#include "http/message.hpp"

#include <algorithm>

namespace logbeam::http {

const std::string* Request::parameter(std::string_view name) const noexcept {
    const auto found =
        std::find_if(query.rbegin(), query.rend(), [name](const auto& pair) { return pair.first == name; });
    return found == query.rend() ? nullptr : &found->second;
}

}  // namespace logbeam::http
