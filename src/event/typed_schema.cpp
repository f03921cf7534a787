#include <logbeam/json_writer.hpp>
#include <logbeam/typed_event/shape.hpp>

namespace logbeam::typed {

namespace {

// Writes definitions as a JSON Schema. The type that was finished last is the document itself, the others
// stand in $defs.
class SchemaWriter final {
public:
    SchemaWriter(const Catalogue& catalogue, std::string& out) : catalogue_{catalogue}, out_{out} {}

    void document() {
        const Definition& root = catalogue_[root_index()];
        out_.begin_object();
        text("$schema", "https://json-schema.org/draft/2020-12/schema");
        text("title", root.event.empty() ? root.name : root.event);
        definition(root);
        parts();
        out_.end_object();
    }

private:
    [[nodiscard]] std::size_t root_index() const { return catalogue_.order().back(); }

    void parts() {
        if (catalogue_.order().size() == 1) {
            return;
        }
        out_.key("$defs");
        out_.begin_object();
        for (const std::size_t index : catalogue_.order()) {
            if (index != root_index()) {
                out_.key(catalogue_[index].name);
                out_.begin_object();
                definition(catalogue_[index]);
                out_.end_object();
            }
        }
        out_.end_object();
    }

    void definition(const Definition& described) {
        if (described.kind == Kind::enumeration) {
            strings("enum", described.enumerators);
            return;
        }
        text("type", "object");
        out_.key("properties");
        out_.begin_object();
        for (const Property& property : described.properties) {
            out_.key(property.name);
            shape(property.written());
        }
        out_.end_object();

        std::vector<std::string> required;
        for (const Property& property : described.properties) {
            if (property.is_required()) {
                required.push_back(property.name);
            }
        }
        strings("required", required);
    }

    void shape(const Shape& described) {
        out_.begin_object();
        keywords(described);
        out_.end_object();
    }

    void keywords(const Shape& described) {
        switch (described.kind) {
            case Kind::boolean: return text("type", "boolean");
            case Kind::integer: return integer(described.range);
            case Kind::number: return text("type", "number");
            case Kind::text: return text("type", "string");
            case Kind::time: text("type", "string"); return text("format", "date-time");
            case Kind::list: text("type", "array"); return inner("items", described);
            case Kind::map: text("type", "object"); return inner("additionalProperties", described);
            case Kind::fields: return text("type", "object");
            case Kind::optional: return nullable(described);
            case Kind::object:
            case Kind::enumeration: return text("$ref", reference(described.definition));
            case Kind::value:
            case Kind::unsupported: return;
        }
    }

    void integer(IntegerRange range) {
        text("type", "integer");
        out_.key("minimum");
        out_.integer(range.least);
        out_.key("maximum");
        out_.unsigned_integer(range.most);
    }

    void inner(std::string_view key, const Shape& described) {
        out_.key(key);
        shape(described.inner.front());
    }

    void nullable(const Shape& described) {
        out_.key("anyOf");
        out_.begin_array();
        shape(described.inner.front());
        out_.begin_object();
        text("type", "null");
        out_.end_object();
        out_.end_array();
    }

    [[nodiscard]] std::string reference(std::size_t definition) const {
        return definition == root_index() ? "#" : "#/$defs/" + catalogue_[definition].name;
    }

    void text(std::string_view key, std::string_view value) {
        out_.key(key);
        out_.string(value);
    }

    void strings(std::string_view key, const std::vector<std::string>& values) {
        out_.key(key);
        out_.begin_array();
        for (const std::string& value : values) {
            out_.string(value);
        }
        out_.end_array();
    }

    const Catalogue& catalogue_;
    JsonWriter out_;
};

}  // namespace

std::string json_schema(const Catalogue& catalogue) {
    std::string out;
    SchemaWriter{catalogue, out}.document();
    return out;
}

}  // namespace logbeam::typed
