#include "channel/context.hpp"

#include <logbeam/log_record.hpp>

namespace logbeam {

namespace {

// Trivial, so that a log call from a thread-local destructor finds it sound.
thread_local constinit const std::string* innermost = nullptr;

void append_length(std::string& out, std::size_t length) {
    const auto number = static_cast<std::uint32_t>(length);
    char bytes[sizeof number];
    std::memcpy(bytes, &number, sizeof number);
    out.append(bytes, sizeof bytes);
}

}  // namespace

Context::Context(std::initializer_list<Field> fields) : Context{Fields{fields}} {}

Context::Context(const Fields& fields) : outer_{innermost} {
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
    innermost = &fields_;
}

Context::~Context() {
    innermost = outer_;
}

std::string_view channel::current_context() noexcept {
    return innermost == nullptr ? std::string_view{} : std::string_view{*innermost};
}

}  // namespace logbeam
