#pragma once

#include "query/ast.hpp"
#include "query/paths.hpp"
#include "query/subject.hpp"

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace logbeam::query {

// What some fields of an event are, as text: found with one scan. Immutable once it is made.
class FieldValues {
public:
    using Values = std::vector<std::optional<std::string>>;

    FieldValues() = default;
    // Names as queries have them: of the envelope, or paths in `data`. At most PathSet::most of them.
    explicit FieldValues(const std::vector<std::string>& names);

    // One for each name, in their order: a string's text, a number or a flag as it is written. Nothing where the field is
    // absent, null, or an object; of several values, as in an array, the first.
    void read(const Subject& subject, Values& into) const;

private:
    void read_paths(const Subject& subject, Values& into) const;

    std::vector<Field> fields_;
    std::vector<PathSet::Bits> bits_;  // of the fields that are texts; of others 0
    PathSet paths_;
    bool reads_head_ = false;
};

}  // namespace logbeam::query
