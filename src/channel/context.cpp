#include "channel/context.hpp"

#include <logbeam/log_record.hpp>

namespace logbeam {

namespace {

void append_length(std::string& out, std::size_t length) {
    const auto number = static_cast<std::uint32_t>(length);
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof bytes);
}

}  // namespace

Context::Context(std::initializer_list<Field> fields) : Context{Fields{fields}} {}

Context::Context(const Fields& fields) : outer_{channel::innermost_context} {
    if (outer_ != nullptr) {
        fields_ = *outer_;
    }
    for (const Field& field : fields) {
        const std::string json = field.value.to_json();
        append_length(fields_, field.key.size());
        append_length(fields_, json.size());
        fields_ += field.key;
        fields_ += json;
    }
    channel::innermost_context = &fields_;
}

Context::~Context() {
    channel::innermost_context = outer_;
}

}  // namespace logbeam
