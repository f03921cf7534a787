#include <logbeam/json_writer.hpp>
#include <logbeam/typed_event/shape.hpp>

#include <algorithm>

namespace logbeam::typed {

namespace {

// What JavaScript's number holds exactly.
constexpr std::int64_t safe_least = -9007199254740991;
constexpr std::uint64_t safe_most = 9007199254740991;

std::string quoted(std::string_view text) {
    std::string out;
    JsonWriter{out}.string(text);
    return out;
}

std::string property_name(std::string_view name) {
    const auto is_word = [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' || c == '$';
    };
    const bool bare = !name.empty() && !(name.front() >= '0' && name.front() <= '9') &&
                      std::all_of(name.begin(), name.end(), is_word);
    return bare ? std::string{name} : quoted(name);
}

std::string typescript_type(const Catalogue& catalogue, const Shape& shape) {
    const auto inner = [&] { return typescript_type(catalogue, shape.inner.front()); };
    switch (shape.kind) {
        case Kind::boolean: return "boolean";
        case Kind::integer:
        case Kind::number: return "number";
        case Kind::text:
        case Kind::time: return "string";
        case Kind::object:
        case Kind::enumeration: return catalogue[shape.definition].name;
        case Kind::optional: return inner() + " | null";
        case Kind::list: return "Array<" + inner() + ">";
        case Kind::map: return "Record<string, " + inner() + ">";
        case Kind::fields: return "Record<string, unknown>";
        case Kind::value:
        case Kind::unsupported: break;
    }
    return "unknown";
}

// What the type alone does not say.
std::string_view typescript_comment(const Shape& shape) {
    if (shape.kind == Kind::time) return "  // RFC 3339";
    if (shape.kind == Kind::integer && (shape.range.least < safe_least || shape.range.most > safe_most))
        return "  // 64 bits: JSON.parse is exact to 2^53";
    return shape.inner.empty() ? "" : typescript_comment(shape.inner.front());
}

std::string typescript_union(const Definition& enumeration) {
    std::string names;
    for (const std::string& name : enumeration.enumerators) {
        names += (names.empty() ? "" : " | ") + quoted(name);
    }
    return "export type " + enumeration.name + " = " + (names.empty() ? "never" : names) + ";\n";
}

std::string typescript_object(const Catalogue& catalogue, const Definition& object) {
    std::string out = "export interface " + object.name + " {\n";
    for (const Property& property : object.properties) {
        out.append("  ").append(property_name(property.name)).append(property.is_required() ? ": " : "?: ");
        out.append(typescript_type(catalogue, property.written())).append(";");
        out.append(typescript_comment(property.written())).append("\n");
    }
    return out + "}\n";
}

}  // namespace

std::string typescript_interface(const Catalogue& catalogue) {
    std::string out;
    for (const std::size_t index : catalogue.order()) {
        const Definition& definition = catalogue[index];
        if (!out.empty()) {
            out += "\n";
        }
        out += definition.kind == Kind::enumeration ? typescript_union(definition)
                                                    : typescript_object(catalogue, definition);
    }
    return out;
}

}  // namespace logbeam::typed
