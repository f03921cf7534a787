#pragma once

#include "base/lifetime.hpp"
#include "edge/key_values.hpp"
#include "transport/nats/port.hpp"

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>

namespace logbeam::edge {

// A key-value bucket of JetStream, as every client of NATS knows it: stream `KV_<name>`, subjects `$KV.<name>.<key>`,
// one value of each key. Keys are `[-A-Za-z0-9_=.]`. Writes and reads of one key are answered by the stream's leader.
// Confined.
class Bucket final : public KeyValues {
public:
    using OnOpen = std::function<void(const Result<void>& opened)>;

    // The port outlives it.
    Bucket(transport::MessagePort& port, std::string name);
    ~Bucket() override;

    // Makes it with so many replicas (0: three where there are as many servers, else one) when there is none; one that
    // is there is used as it is, if it is a bucket. May be called again after an error.
    void open(unsigned replicas, const OnOpen& on_open);

    void get(const std::string& key, OnFound on_found) override;
    void write(Write write, OnWritten on_written) override;
    void remove(const std::string& key, std::uint64_t after_key_revision, OnWritten on_written) override;
    void load(const std::string& prefix, OnLoaded on_loaded) override;
    [[nodiscard]] std::size_t longest_value() const noexcept override;

    // For an answer. Less than a holder of a lease has: an answer that is late is of no use to it.
    static constexpr std::chrono::milliseconds patience{2'000};

private:
    struct Loading;

    void send(const transport::Letter& letter, OnWritten on_written);
    void ask(const std::string& call, std::string_view body, std::function<void(const Result<std::string>&)> on_answer);
    void create(unsigned replicas, OnOpen on_open);
    void create_any(OnOpen on_open);
    void begin_to_load(const Result<std::string>& info);
    void hear_of_consumer(const Result<std::string>& answer);
    void take(const transport::Mail& mail);
    void look_whether_complete();
    void end_loading(const Result<Loaded>& loaded);
    void drop_loading();
    [[nodiscard]] std::string stream() const { return "KV_" + name_; }
    [[nodiscard]] std::string subject_of(std::string_view key) const;

    transport::MessagePort& port_;
    const std::string name_;
    std::unique_ptr<Loading> loading_;
    base::Lifetime lifetime_;
};

}  // namespace logbeam::edge
