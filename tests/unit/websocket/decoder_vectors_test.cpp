#include "support/test_data.hpp"
#include "unit/websocket/noting_sink.hpp"
#include "websocket/decoder.hpp"

#include <gtest/gtest.h>

#include <fstream>
#include <sstream>
#include <string>
#include <vector>

// tests/data/websocket: bytes, and what comes of them.
namespace logbeam::websocket {
namespace {

constexpr std::size_t max_message = 1000;

struct Vector {
    std::string line;
    std::string bytes;
    std::string outcome;
};

std::string from_hex(const std::string& text) {
    std::string bytes;
    std::istringstream in{text};
    for (unsigned byte = 0; in >> std::hex >> byte;) {
        bytes += static_cast<char>(byte);
    }
    return bytes;
}

std::vector<Vector> read(const std::string& name) {
    std::ifstream file{logbeam::test::data_path("websocket/") + name};
    std::vector<Vector> vectors;
    for (std::string line; std::getline(file, line);) {
        const auto equals = line.find(" =");
        if (line.empty() || line[0] == '#' || equals == std::string::npos) continue;
        const auto outcome = line.find_first_not_of(' ', equals + 2);
        vectors.push_back({line, from_hex(line.substr(0, equals)),
                           outcome == std::string::npos ? std::string{} : line.substr(outcome)});
    }
    return vectors;
}

// In pieces that end at `cuts`.
std::string outcome_of(Sender sender, const std::string& bytes, const std::vector<std::size_t>& cuts) {
    Decoder decoder{sender, max_message};
    NotingSink sink;
    std::size_t begin = 0;
    for (const std::size_t cut : cuts) {
        sink.take(decoder, bytes.substr(begin, cut - begin));
        begin = cut;
    }
    sink.take(decoder, bytes.substr(begin));
    return sink.notes;
}

struct DecoderVectors : ::testing::TestWithParam<Sender> {
    Sender sender = GetParam();
    std::vector<Vector> vectors = read(sender == Sender::client ? "from_client.txt" : "from_server.txt");
};

TEST_P(DecoderVectors, ComeOutAsWrittenWhenFedAtOnce) {
    ASSERT_GT(vectors.size(), 15U);
    for (const auto& [line, bytes, outcome] : vectors) {
        EXPECT_EQ(outcome_of(sender, bytes, {}), outcome) << line;
    }
}

TEST_P(DecoderVectors, ComeOutTheSameInTwoPieces) {
    for (const auto& [line, bytes, outcome] : vectors) {
        for (std::size_t cut = 0; cut <= bytes.size(); ++cut) {
            EXPECT_EQ(outcome_of(sender, bytes, {cut}), outcome) << line << ", cut at " << cut;
        }
    }
}

TEST_P(DecoderVectors, ComeOutTheSameByteByByte) {
    for (const auto& [line, bytes, outcome] : vectors) {
        std::vector<std::size_t> cuts;
        for (std::size_t cut = 1; cut < bytes.size(); ++cut) {
            cuts.push_back(cut);
        }
        EXPECT_EQ(outcome_of(sender, bytes, cuts), outcome) << line;
    }
}

INSTANTIATE_TEST_SUITE_P(Senders, DecoderVectors, ::testing::Values(Sender::client, Sender::server),
                         [](const auto& tested) { return tested.param == Sender::client ? "Client" : "Server"; });

}  // namespace
}  // namespace logbeam::websocket
