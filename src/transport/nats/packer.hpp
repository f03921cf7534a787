#pragma once

#include "transport/batch.hpp"
#include "transport/nats/batch_header.hpp"
#include "transport/nats/chains.hpp"
#include "transport/nats/subject_mapping.hpp"
#include "wire/batch_codec.hpp"

#include <logbeam/result.hpp>

#include <cstddef>
#include <functional>
#include <memory>
#include <string>
#include <vector>

namespace logbeam::transport {

// One NATS message: a batch whose events have one topic. Immutable.
struct Packet {
    std::string subject;
    BatchHeader header;
    std::shared_ptr<const std::string> body;
};

// Makes the packets of batches. A batch of one topic travels as it is; others are taken apart by topic, and their holes
// go with the topic of the first event. A batch of nothing but holes goes to the subject of `$sys.drops`. A batch that
// comes again gives the same packets, as long as the limit stays. Unsynchronised.
class Packer final {
public:
    explicit Packer(SubjectMapping mapping) : mapping_{std::move(mapping)} {}

    // No body is longer than `limit`; an event that does not fit becomes a hole and is told to `on_lost`.
    [[nodiscard]] Result<std::vector<Packet>> pack(const std::shared_ptr<const Batch>& batch, std::size_t limit,
                                                   const std::function<void(const Error&)>& on_lost);

    void acknowledge(const Held& held) { chains_.acknowledge(held); }

private:
    [[nodiscard]] Result<std::vector<Packet>> take_apart(const Batch& batch, std::size_t limit,
                                                         const std::function<void(const Error&)>& on_lost);
    [[nodiscard]] Packet chained(std::string subject, BatchHeader header, std::shared_ptr<const std::string> body);

    const SubjectMapping mapping_;
    Chains chains_;
    wire::BatchDecoder decoder_;
};

}  // namespace logbeam::transport
