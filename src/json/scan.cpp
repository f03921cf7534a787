#include "json/scan.hpp"

#include "json/number.hpp"

#include <simdjson.h>

#include <bit>
#include <optional>
#include <string>
#include <variant>

namespace logbeam::json {
namespace {

namespace ondemand = simdjson::ondemand;

constexpr std::size_t least_capacity = 1024;

// simdjson picks its code at the first use and destroys what it picked at exit. Used when the program is loaded, it
// outlives every connection that ends with the process and whose worker still reads.
[[maybe_unused]] const bool is_picked = []() noexcept {
    return !simdjson::get_active_implementation()->name().empty();
}();

// What parsing needs and each thread keeps, because it is dear to make.
struct Workshop {
    ondemand::parser parser{};
    simdjson::dom::parser checker{};
    std::string text{};  // '[' + the text + ']' + the padding that simdjson reads over
    bool is_busy = false;
};

// The thread's own, unless it is at work or gone.
Workshop* free_workshop() {
    thread_local bool is_gone = false;  // outlives what has a destructor: logging goes on in destructors that run later
    struct Kept {
        Workshop workshop;
        ~Kept() { is_gone = true; }
    };
    if (is_gone) return nullptr;
    thread_local Kept kept;
    return kept.workshop.is_busy ? nullptr : &kept.workshop;
}

// Lends a thread's workshop to one scan. A visitor that scans again gets one of its own; one that grew very
// large is not kept.
class Loan {
public:
    Loan() : workshop_{free_workshop()} {
        if (workshop_ == nullptr) workshop_ = &own_.emplace();
        workshop_->is_busy = true;
    }
    ~Loan() {
        workshop_->is_busy = false;
        if (workshop_->text.capacity() > largest_kept) *workshop_ = Workshop{};
    }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;

    Workshop& operator*() noexcept { return *workshop_; }

private:
    static constexpr std::size_t largest_kept = 1 << 20;

    std::optional<Workshop> own_;
    Workshop* workshop_;
};

// Walks the document and stops at the first error.
class Walk {
public:
    Walk(Visitor& visitor, std::size_t max_depth) : visitor_{visitor}, max_depth_{max_depth} {}

    // The root is the array that scan() put around the text: exactly one element, nothing behind it.
    bool root(ondemand::document& document) {
        ondemand::array around;
        if (!took(document.get_array(), around)) return false;
        std::size_t count = 0;
        for (auto element : around) {
            ondemand::value value;
            if (++count > 1) return fails("more than one value");
            if (!took(element, value) || !visit(value, 0)) return false;
        }
        if (count == 0) return fails("no value");
        const bool is_at_end = document.current_location().error() == simdjson::OUT_OF_BOUNDS;
        return is_at_end || fails("more than one value");
    }

    [[nodiscard]] const std::string& reason() const noexcept { return reason_; }

private:
    bool visit(ondemand::value& value, std::size_t depth) {
        ondemand::json_type type{};
        if (!took(value.type(), type)) return false;
        switch (type) {
            case ondemand::json_type::object: return visit_object(value, depth + 1);
            case ondemand::json_type::array: return visit_array(value, depth + 1);
            case ondemand::json_type::string: return visit_string(value);
            case ondemand::json_type::number: return visit_number(literal_of(value));
            case ondemand::json_type::boolean: return visit_boolean(literal_of(value));
            case ondemand::json_type::null: return visit_null(literal_of(value));
        }
        return fails("no value");
    }

    bool visit_object(ondemand::value& value, std::size_t depth) {
        ondemand::object members;
        if (depth > max_depth_) return fails("nested too deeply");
        if (!took(value.get_object(), members)) return false;
        visitor_.begin_object();
        for (auto result : members) {
            ondemand::field member;
            std::string_view name;
            if (!took(result, member) || !took(member.unescaped_key(), name)) return false;
            visitor_.key(name);
            if (!visit(member.value(), depth)) return false;
        }
        visitor_.end_object();
        return true;
    }

    bool visit_array(ondemand::value& value, std::size_t depth) {
        ondemand::array elements;
        if (depth > max_depth_) return fails("nested too deeply");
        if (!took(value.get_array(), elements)) return false;
        visitor_.begin_array();
        for (auto element : elements) {
            ondemand::value item;
            if (!took(element, item) || !visit(item, depth)) return false;
        }
        visitor_.end_array();
        return true;
    }

    bool visit_string(ondemand::value& value) {
        std::string_view text;
        if (!took(value.get_string(), text)) return false;
        visitor_.string(text);
        return true;
    }

    bool visit_number(std::string_view text) {
        const auto number = parse_number(text);
        if (!number) return fails("a number that is malformed or too large");
        if (const auto* integer = std::get_if<std::int64_t>(&*number)) {
            visitor_.integer(*integer);
        } else if (const auto* large = std::get_if<std::uint64_t>(&*number)) {
            visitor_.unsigned_integer(*large);
        } else {
            visitor_.number(std::get<double>(*number), text);
        }
        return true;
    }

    bool visit_boolean(std::string_view text) {
        if (text != "true" && text != "false") return fails("a misspelt true or false");
        visitor_.boolean(text == "true");
        return true;
    }

    bool visit_null(std::string_view text) {
        if (text != "null") return fails("a misspelt null");
        visitor_.null();
        return true;
    }

    // simdjson checks a number or a word only as far as one asks for it: we look at all of its characters.
    static std::string_view literal_of(ondemand::value& value) {
        const std::string_view token = value.raw_json_token();
        return token.substr(0, token.find_last_not_of(" \t\r\n") + 1);
    }

    template <class T>
    bool took(simdjson::simdjson_result<T> result, T& value) {
        const auto error = std::move(result).get(value);
        return error == simdjson::SUCCESS || fails(simdjson::error_message(error));
    }

    bool fails(std::string_view reason) {
        reason_ = reason;
        return false;
    }

    Visitor& visitor_;
    std::size_t max_depth_;
    std::string reason_;
};

// Hears everything, keeps nothing.
class Deaf final : public Visitor {
    void null() override {}
    void boolean(bool /*value*/) override {}
    void integer(std::int64_t /*value*/) override {}
    void unsigned_integer(std::uint64_t /*value*/) override {}
    void number(double /*value*/, std::string_view /*text*/) override {}
    void string(std::string_view /*text*/) override {}
    void begin_object() override {}
    void key(std::string_view /*name*/) override {}
    void end_object() override {}
    void begin_array() override {}
    void end_array() override {}
};

// An array around the text makes every text a container, whose end simdjson checks with care.
void wrap(std::string_view json, std::string& text) {
    text.clear();
    text.reserve(json.size() + 2 + simdjson::SIMDJSON_PADDING);
    text.append(1, '[').append(json).append(1, ']').append(simdjson::SIMDJSON_PADDING, ' ');
}

Error malformed(std::string_view reason, std::string_view where) {
    return Error{ErrorCode::malformed_json, std::string{reason}.append(where)};
}

std::string place_in(const Workshop& workshop, ondemand::document& document) {
    const char* at = nullptr;
    if (document.current_location().get(at) != simdjson::SUCCESS || at <= workshop.text.data()) return {};
    return " at byte " + std::to_string(at - workshop.text.data() - 1);
}

simdjson::error_code begin(Workshop& workshop, std::string_view json, ondemand::document& document) {
    const auto bytes = json.size() + 2;
    wrap(json, workshop.text);
    if (workshop.parser.capacity() < bytes) {
        // In steps of a power of two, lest each longer text makes it allocate again.
        const auto error = workshop.parser.allocate(std::bit_ceil(bytes + least_capacity));
        if (error != simdjson::SUCCESS) return error;
    }
    return workshop.parser.iterate(workshop.text.data(), bytes, workshop.text.size()).get(document);
}

// simdjson's whole parse is three times as fast as a walk. It refuses integers beyond 64 bits, which are allowed
// here, and says less of what is wrong: what it refuses, the walk decides.
bool is_plainly_valid(std::string_view json, const Limits& limits) {
    if (json.size() > limits.bytes) return false;
    Loan loan;
    Workshop& workshop = *loan;
    auto& checker = workshop.checker;
    if (checker.capacity() < json.size() || checker.max_depth() != limits.depth) {
        const auto capacity = std::bit_ceil(json.size() + least_capacity);
        if (checker.allocate(capacity, limits.depth) != simdjson::SUCCESS) return false;
    }
    wrap(json, workshop.text);
    return checker.parse(workshop.text.data() + 1, json.size(), false).error() == simdjson::SUCCESS;
}

}  // namespace

Result<void> scan(std::string_view json, Visitor& visitor, const Limits& limits) {
    if (json.size() > limits.bytes) {
        return Error{ErrorCode::too_large,
                     "JSON of " + std::to_string(json.size()) + " bytes, limit " + std::to_string(limits.bytes)};
    }
    Loan loan;
    ondemand::document document;
    const auto error = begin(*loan, json, document);
    if (error != simdjson::SUCCESS) return malformed(simdjson::error_message(error), "");

    Walk walk{visitor, limits.depth};
    if (!walk.root(document)) return malformed(walk.reason(), place_in(*loan, document));
    return {};
}

Result<void> check(std::string_view json, const Limits& limits) {
    Deaf visitor;
    return is_plainly_valid(json, limits) ? Result<void>{} : scan(json, visitor, limits);
}

}  // namespace logbeam::json
