#include "typed_samples.hpp"

#include <gtest/gtest.h>

using logbeam::Fields;
using logbeam::Value;

namespace billing {

struct Line {
    std::int32_t amount = 0;
};
LOGBEAM_FIELDS(Line, amount)

struct Invoice {
    shop::Line ordered;
    billing::Line billed;
    std::optional<shop::Status> status;
    std::string note = "none";
    std::map<std::string, std::vector<std::optional<double>>> taxes;
    logbeam::Timestamp due;
    logbeam::Value extra;
    logbeam::Fields labels;
    bool paid = false;
    std::uint64_t number = 0;
};
LOGBEAM_EVENT(billing::Invoice, "billing.invoice", ordered, billed, status, (note, logbeam::defaulted), taxes,
              (due, "due-date"), extra, labels, paid, number)

}  // namespace billing

namespace {

template <class T>
Value schema_of() {
    return Value::parse(logbeam::schema<T>()).value();
}

// The value at a path of keys.
Value at(const Value& value, std::initializer_list<std::string_view> path) {
    const Value* here = &value;
    for (const std::string_view key : path) {
        here = here->as_object() == nullptr ? nullptr : here->as_object()->find(key);
        if (here == nullptr) return "nothing there";
    }
    return *here;
}

}  // namespace

TEST(TypedSchema, IsAJsonSchemaTitledByTheEventType) {
    const Value schema = schema_of<shop::Order>();

    EXPECT_EQ(at(schema, {"$schema"}), "https://json-schema.org/draft/2020-12/schema");
    EXPECT_EQ(at(schema, {"title"}), "orders.placed");
    EXPECT_EQ(at(schema, {"type"}), "object");
}

TEST(TypedSchema, OfAPartIsTitledByItsName) {
    EXPECT_EQ(at(schema_of<shop::Line>(), {"title"}), "Line");
}

TEST(TypedSchema, UsesWireNames) {
    EXPECT_EQ(at(schema_of<shop::Order>(), {"properties", "orderId", "type"}), "integer");
    EXPECT_EQ(at(schema_of<shop::Order>(), {"properties", "order_id"}), "nothing there");
}

TEST(TypedSchema, RequiresWhatIsNeitherOptionalNorDefaulted) {
    EXPECT_EQ(at(schema_of<billing::Invoice>(), {"required"}),
              (Value::Array{"ordered", "billed", "taxes", "due-date", "extra", "labels", "paid", "number"}));
}

TEST(TypedSchema, GivesTheLimitsOfIntegersExactly) {
    const Value properties = at(schema_of<Everything>(), {"properties"});

    EXPECT_EQ(at(properties, {"i8"}), (Fields{{"type", "integer"}, {"minimum", -128}, {"maximum", 127}}));
    EXPECT_EQ(at(properties, {"i64", "minimum"}), INT64_MIN);
    EXPECT_EQ(at(properties, {"u64", "maximum"}), UINT64_MAX);
}

TEST(TypedSchema, DescribesEachKindOfMember) {
    const Value properties = at(schema_of<billing::Invoice>(), {"properties"});

    EXPECT_EQ(at(properties, {"paid"}), (Fields{{"type", "boolean"}}));
    EXPECT_EQ(at(properties, {"note"}), (Fields{{"type", "string"}}));
    EXPECT_EQ(at(properties, {"due-date"}), (Fields{{"type", "string"}, {"format", "date-time"}}));
    EXPECT_EQ(at(properties, {"extra"}), Fields{});
    EXPECT_EQ(at(properties, {"labels"}), (Fields{{"type", "object"}}));
    EXPECT_EQ(at(properties, {"taxes", "type"}), "object");
    EXPECT_EQ(at(properties, {"taxes", "additionalProperties", "type"}), "array");
    EXPECT_EQ(at(properties, {"taxes", "additionalProperties", "items", "anyOf"}),
              (Value::Array{Fields{{"type", "number"}}, Fields{{"type", "null"}}}));
}

TEST(TypedSchema, PutsPartsIntoDefinitionsAndTellsTwoOfOneNameApart) {
    const Value schema = schema_of<billing::Invoice>();

    EXPECT_EQ(at(schema, {"properties", "ordered"}), (Fields{{"$ref", "#/$defs/Line"}}));
    EXPECT_EQ(at(schema, {"properties", "billed"}), (Fields{{"$ref", "#/$defs/Line2"}}));
    EXPECT_EQ(at(schema, {"properties", "status"}), (Fields{{"$ref", "#/$defs/Status"}}));
    EXPECT_EQ(at(schema, {"$defs", "Line", "required"}), (Value::Array{"sku", "price"}));
    EXPECT_EQ(at(schema, {"$defs", "Line2", "required"}), Value::Array{"amount"});
    EXPECT_EQ(at(schema, {"$defs", "Status", "enum"}), (Value::Array{"open", "shipped", "lost in transit"}));
}

TEST(TypedSchema, OfATypeThatContainsItselfRefersToItself) {
    EXPECT_EQ(at(schema_of<shop::Node>(), {"properties", "children", "items"}), (Fields{{"$ref", "#"}}));
    EXPECT_EQ(at(schema_of<shop::Node>(), {"$defs"}), "nothing there");
}

TEST(TypedSchema, NamesEveryMemberThatTheEventHas) {
    Everything everything;
    everything.maybe = 1;
    const Value written = Value::parse(typed_test::json_of(everything)).value();
    const Value properties = at(schema_of<Everything>(), {"properties"});

    ASSERT_EQ(properties.as_object()->size(), written.as_object()->size());
    for (const logbeam::Field& field : *written.as_object()) {
        EXPECT_NE(properties.as_object()->find(field.key), nullptr) << field.key;
    }
}

TEST(TypedTypescript, IsAnInterfaceWithItsPartsBeforeIt) {
    EXPECT_EQ(logbeam::typescript<shop::Order>(), "export interface Line {\n"
                                                  "  sku: string;\n"
                                                  "  price: number;\n"
                                                  "}\n"
                                                  "\n"
                                                  "export interface Order {\n"
                                                  "  orderId: number;  // 64 bits: JSON.parse is exact to 2^53\n"
                                                  "  city: string;\n"
                                                  "  lines: Array<Line>;\n"
                                                  "}\n");
}

TEST(TypedTypescript, SaysWhatEachKindOfMemberIs) {
    const std::string text = logbeam::typescript<billing::Invoice>();

    EXPECT_NE(text.find("export type Status = \"open\" | \"shipped\" | \"lost in transit\";\n"), std::string::npos);
    EXPECT_NE(text.find("export interface Invoice {\n"
                        "  ordered: Line;\n"
                        "  billed: Line2;\n"
                        "  status?: Status;\n"
                        "  note?: string;\n"
                        "  taxes: Record<string, Array<number | null>>;\n"
                        "  \"due-date\": string;  // RFC 3339\n"
                        "  extra: unknown;\n"
                        "  labels: Record<string, unknown>;\n"
                        "  paid: boolean;\n"
                        "  number: number;  // 64 bits: JSON.parse is exact to 2^53\n"
                        "}\n"),
              std::string::npos);
}

TEST(TypedTypescript, OfATypeThatContainsItselfRefersToItself) {
    EXPECT_EQ(logbeam::typescript<shop::Node>(),
              "export interface Node {\n  name: string;\n  children: Array<Node>;\n}\n");
}
