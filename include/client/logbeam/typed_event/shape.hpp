#pragma once

#include <logbeam/typed_event/decode.hpp>
#include <logbeam/typed_event/kind.hpp>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

// What a described type looks like, as data: schemas for other languages are written from it.
namespace logbeam::typed {

struct Shape {
    Kind kind = Kind::unsupported;
    IntegerRange range{};        // of an integer
    std::size_t definition = 0;  // of an object or enumeration, in the catalogue
    std::vector<Shape> inner;    // of an optional, list or map: one
};

struct Property {
    std::string name;
    Shape shape;
    Presence presence = Presence::required;

    [[nodiscard]] bool is_left_out_when_empty() const {
        return shape.kind == Kind::optional && presence == Presence::required;
    }
    [[nodiscard]] bool is_required() const { return shape.kind != Kind::optional && presence == Presence::required; }

    // What stands on the wire when the property does.
    [[nodiscard]] const Shape& written() const { return is_left_out_when_empty() ? shape.inner.front() : shape; }
};

struct Definition {
    std::string name;   // unique in its catalogue
    std::string event;  // the event type; empty for a part of events
    Kind kind = Kind::object;
    std::vector<Property> properties;      // of an object
    std::vector<std::string> enumerators;  // of an enumeration
};

// The described types that one of them is made of, that one included. A value.
class Catalogue {
public:
    // `identity` is an address that stands for the C++ type.
    [[nodiscard]] std::optional<std::size_t> find(const void* identity) const;
    std::size_t add(const void* identity, Kind kind, Description description);
    void finish(std::size_t definition) { order_.push_back(definition); }

    [[nodiscard]] Definition& operator[](std::size_t definition) { return definitions_[definition]; }
    [[nodiscard]] const Definition& operator[](std::size_t definition) const { return definitions_[definition]; }

    // As they were finished: parts before what they are part of, save where a type contains itself.
    [[nodiscard]] const std::vector<std::size_t>& order() const noexcept { return order_; }

private:
    [[nodiscard]] std::string unique_name(std::string_view type) const;

    std::vector<Definition> definitions_;
    std::vector<const void*> identities_;
    std::vector<std::size_t> order_;
};

// The texts of the type that was finished last.
[[nodiscard]] std::string json_schema(const Catalogue& catalogue);
[[nodiscard]] std::string typescript_interface(const Catalogue& catalogue);

template <class T>
inline constexpr char identity = 0;

template <class T>
std::size_t define(Catalogue& catalogue);

template <class T>
[[nodiscard]] Shape shape_of(Catalogue& catalogue) {
    constexpr Kind kind = kind_of<T>;
    Shape shape;
    shape.kind = kind;
    if constexpr (kind == Kind::integer) {
        shape.range = range_of<T>;
    } else if constexpr (kind == Kind::object || kind == Kind::enumeration) {
        shape.definition = define<T>(catalogue);
    } else if constexpr (kind == Kind::optional || kind == Kind::list || kind == Kind::map) {
        shape.inner.push_back(shape_of<InnerOf<T>>(catalogue));
    }
    return shape;
}

template <class T>
std::size_t define(Catalogue& catalogue) {
    if (const auto known = catalogue.find(&identity<T>)) {
        return *known;
    }
    const std::size_t index = catalogue.add(&identity<T>, kind_of<T>, describe<T>());
    visit<T>([&](const auto& entry) {
        if constexpr (kind_of<T> == Kind::object) {
            Shape shape = shape_of<typename std::decay_t<decltype(entry)>::type>(catalogue);
            catalogue[index].properties.push_back({std::string{entry.wire}, std::move(shape), entry.presence});
        } else {
            catalogue[index].enumerators.emplace_back(entry.wire);
        }
        return true;
    });
    catalogue.finish(index);
    return index;
}

}  // namespace logbeam::typed
