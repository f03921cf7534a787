#include "event/json_text.hpp"
#include "support/test_data.hpp"
#include "unit/wire/batch_samples.hpp"
#include "wire/batch_codec.hpp"
#include "wire/native_frame.hpp"
#include "wire/varint.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <vector>

// Reads docs/protocol.md and holds each of its examples against the encoder.
namespace logbeam::wire {
namespace {

struct Block {
    std::string title;  // what stands behind the fence: "json client", "hex smallest"
    std::string text;
};

std::vector<Block> blocks() {
    std::ifstream page{logbeam::test::data_path("../../docs/protocol.md")};
    std::vector<Block> blocks;
    bool is_inside = false;
    for (std::string line; std::getline(page, line);) {
        const bool is_fence = line.starts_with("```");
        if (is_fence && !is_inside) blocks.push_back({line.substr(3), ""});
        if (!is_fence && is_inside) blocks.back().text += line + "\n";
        is_inside = is_fence ? !is_inside : is_inside;
    }
    return blocks;
}

std::vector<std::string> blocks_titled(const std::string& title) {
    std::vector<std::string> texts;
    for (const auto& block : blocks()) {
        if (block.title == title) texts.push_back(block.text);
    }
    EXPECT_FALSE(texts.empty()) << title;
    return texts;
}

std::string compact(const std::string& json) {
    std::string scratch;
    return std::string{event::compact(event::trim(json), scratch)};
}

std::string batch_bytes(const std::string& name) {
    return test::from_hex(blocks_titled("hex " + name).front());
}

// The events of a batch, one canonical text a line.
std::string events_of(const BatchView& batch) {
    std::string lines;
    for (const auto& view : batch.events) {
        lines += to_event(batch, view).value().to_json() + "\n";
    }
    return lines;
}

std::map<std::string, std::string> encoded_batches() {
    std::map<std::string, std::string> batches;

    BatchBuilder smallest{"p"};
    EventKind plain{"a", "t", "s", ""};
    smallest.add(1, plain, Level::info, test::at(1000), "{}");
    batches["smallest"] = smallest.seal();

    BatchBuilder holes{"k3v9t2m8q1x0z"};
    EventKind logs{"logs.orders", "logger.info", "orders-api", R"({"host":"web-1"})"};
    EventKind orders{"orders.shipped", "OrderShipped", "orders-api", R"({"host":"web-1"})"};
    const auto time = *parse_rfc3339("2026-11-20T10:57:33.123456789Z");
    holes.add_hole({500, 2, DropReason::queue_full, {0, 0, 2, 0, 0, 0}});
    holes.add(502, logs, Level::info, time, R"({"level":"info","message":"order shipped"})");
    holes.add(503, orders, Level::info, time + std::chrono::nanoseconds{1500}, R"({"order_id":42})");
    holes.add(505, orders, std::nullopt, time - std::chrono::nanoseconds{300}, "[1]", "ext-9");
    batches["holes"] = holes.seal();

    BatchBuilder drops{"p"};
    drops.add_hole({7, 100, DropReason::spool_full, {0, 0, 99, 1, 0, 0}});
    drops.add_hole({107, 100, DropReason::closed, {}});
    batches["drops"] = drops.seal();
    mark_recovered(batches["drops"]);
    return batches;
}

TEST(ProtocolPage, ShowsTheCanonicalEvent) {
    for (const auto& text : blocks_titled("json event")) {
        EXPECT_EQ(Event::parse(text).value().to_json(), compact(text));
    }
}

TEST(ProtocolPage, ShowsTheFramesOfAClient) {
    const auto examples = blocks_titled("json client");

    EXPECT_EQ(examples.size(), std::variant_size_v<ClientFrame>);
    for (const auto& text : examples) {
        EXPECT_EQ(encode(decode_client_frame(text).value()), compact(text));
    }
}

TEST(ProtocolPage, ShowsTheFramesOfTheBroker) {
    const auto examples = blocks_titled("json server");

    EXPECT_EQ(examples.size(), std::variant_size_v<ServerFrame>);
    for (const auto& text : examples) {
        EXPECT_EQ(encode(decode_server_frame(text).value()), compact(text));
    }
}

TEST(ProtocolPage, ShowsNumbersAsTheyAreEncoded) {
    for (const auto& text : blocks_titled("varint")) {
        std::istringstream lines{text};
        for (std::string line; std::getline(lines, line);) {
            std::string bytes;
            append_varint(bytes, std::stoull(line));

            EXPECT_EQ(test::from_hex(line.substr(line.find('='))), bytes) << line;
        }
    }
}

TEST(ProtocolPage, ShowsBatchesAsTheyAreEncoded) {
    for (const auto& [name, bytes] : encoded_batches()) {
        EXPECT_EQ(test::to_hex(batch_bytes(name)), test::to_hex(bytes)) << name;
    }
}

TEST(ProtocolPage, ShowsTheEventsOfItsBatches) {
    for (const auto& [name, bytes] : encoded_batches()) {
        const auto batch = decode_batch(bytes).value();

        EXPECT_EQ(events_of(batch), blocks_titled("events " + name).front());
    }
}

}  // namespace
}  // namespace logbeam::wire
